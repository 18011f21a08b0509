// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PreparedPart;
import dev.halfturn.spi.PreparedPart.State;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Makes a topic and its subscriptions, as far as they are missing. */
final class TopicSetUp {

  private static final String PENDING = "PendingConfirmation";
  private static final String DELETED = "Deleted";

  private final String instance;
  private final Topic topic;
  private final Sns sns;

  TopicSetUp(String instance, Topic topic, Sns sns) {
    this.instance = instance;
    this.topic = topic;
    this.sns = sns;
  }

  List<PreparedPart> run(List<Subscriber> subscribers) {
    List<PreparedPart> parts = new ArrayList<>();
    Optional<String> existing = sns.call(this::find);
    String arn = existing.orElseGet(() -> sns.call(this::create));
    parts.add(
        new PreparedPart(
            "topic " + arn,
            existing.isPresent() ? State.EXISTING : State.CREATED,
            topic.arn().isPresent()
                ? Optional.empty()
                : Optional.of("set notifier." + instance + ".topic-arn to " + arn)));
    Map<Subscriber, String> known = sns.call(client -> subscriptions(client, arn));
    for (Subscriber subscriber : subscribers) {
      parts.add(subscribed(arn, subscriber, Optional.ofNullable(known.get(subscriber))));
    }
    return parts;
  }

  private Optional<String> find(SnsClient client) {
    if (topic.arn().isPresent()) {
      String arn = topic.arn().get();
      try {
        client.getTopicAttributes(request -> request.topicArn(arn));
        return topic.arn();
      } catch (NotFoundException e) {
        return Optional.empty();
      }
    }
    return client.listTopicsPaginator().topics().stream()
        .map(found -> found.topicArn())
        .filter(arn -> arn.endsWith(":" + topic.name()))
        .findFirst();
  }

  private String create(SnsClient client) {
    CreateTopicRequest.Builder request = CreateTopicRequest.builder().name(topic.name());
    if (topic.isFifo()) {
      request.attributes(Map.of("FifoTopic", "true"));
    }
    String arn = client.createTopic(request.build()).topicArn();
    if (topic.arn().map(wanted -> !wanted.equals(arn)).orElse(false)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "the topic was made as " + arn + ", which is not the ARN that was configured")
              .withHint(
                  "set notifier."
                      + instance
                      + ".topic-arn to it, or use the other account's credentials"));
    }
    return arn;
  }

  /** Who is subscribed, and the ARN of that or what stands in its place. */
  private static Map<Subscriber, String> subscriptions(SnsClient client, String arn) {
    Map<Subscriber, String> known = new HashMap<>();
    for (Subscription found :
        client
            .listSubscriptionsByTopicPaginator(request -> request.topicArn(arn))
            .subscriptions()) {
      if (!DELETED.equals(found.subscriptionArn())) {
        known.put(
            new Subscriber(found.protocol(), found.endpoint().toLowerCase(Locale.ROOT)),
            found.subscriptionArn());
      }
    }
    return known;
  }

  private PreparedPart subscribed(String arn, Subscriber subscriber, Optional<String> known) {
    String subscription = known.orElseGet(() -> subscribe(arn, subscriber));
    if (subscription.replace(" ", "").equalsIgnoreCase(PENDING)) {
      return part(
          subscriber,
          State.PENDING,
          Optional.of("the link in the mail that AWS has sent there must be clicked"));
    }
    return part(subscriber, known.isPresent() ? State.EXISTING : State.CREATED, Optional.empty());
  }

  private String subscribe(String arn, Subscriber subscriber) {
    return sns.call(
        client ->
            client
                .subscribe(
                    request ->
                        request
                            .topicArn(arn)
                            .protocol(subscriber.protocol())
                            .endpoint(subscriber.endpoint()))
                .subscriptionArn());
  }

  private static PreparedPart part(Subscriber subscriber, State state, Optional<String> advice) {
    return new PreparedPart(
        "subscription " + subscriber.protocol() + " " + subscriber.endpoint(), state, advice);
  }
}
