// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import java.time.InstantSource;
import software.amazon.awssdk.services.sns.model.PublishResponse;

/** Publishes each notice to the topic. */
final class SnsNotifier implements Notifier {

  private final String instance;
  private final InstantSource clock;
  private final Topic topic;
  private final Sns sns;

  SnsNotifier(String instance, InstantSource clock, Topic topic, Sns sns) {
    this.instance = instance;
    this.clock = clock;
    this.topic = topic;
    this.sns = sns;
  }

  @Override
  public Receipt send(Notice notice) {
    String arn = topic.arn().orElseThrow(this::unknownArn);
    PublishResponse answer = sns.call(client -> client.publish(Publication.of(notice, topic, arn)));
    return new Receipt(String.valueOf(answer.messageId()), clock.instant());
  }

  private HalfturnException unknownArn() {
    return new HalfturnException(
        Problem.of(
                ErrorCode.INVALID_ARGUMENT,
                "notifier '" + instance + "' knows the name of its topic only")
            .withHint(
                "run 'halfturn notify setup "
                    + instance
                    + "' and set notifier."
                    + instance
                    + ".topic-arn to the ARN it shows"));
  }

  @Override
  public void close() {
    sns.close();
  }
}
