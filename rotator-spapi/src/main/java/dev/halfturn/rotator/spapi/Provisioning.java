// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.ProvisionedStep.State;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Makes, looks over or takes away the queues, and says what only a person can do. */
final class Provisioning {

  private static final String DEAD = "-dead";

  private final Sqs sqs;
  private final String region;
  private final QueueAddress queue;
  private final QueueAddress deadLetters;
  private final boolean readsDeadLetters;

  Provisioning(Sqs sqs, PluginConfig config) {
    this.sqs = sqs;
    this.region = sqs.region();
    this.queue = config.get(SpapiOptions.QUEUE);
    if (queue.isFifo()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "queue-url names a FIFO queue, to which Amazon does not send")
              .withHint("choose a name without .fifo at its end"));
    }
    this.readsDeadLetters = config.find(SpapiOptions.DEAD_LETTERS).isPresent();
    this.deadLetters = config.find(SpapiOptions.DEAD_LETTERS).orElseGet(() -> beside(queue));
  }

  /** As it is called where nothing else is configured. */
  private static QueueAddress beside(QueueAddress queue) {
    return new QueueAddress(URI.create(queue.url() + DEAD), queue.account(), queue.name() + DEAD);
  }

  List<ProvisionedStep> run(Task task, boolean dryRun) {
    if (task == Task.REMOVE) {
      return List.of(
          managed(queue, Optional.of(arn(deadLetters))).remove(new Calls(dryRun)),
          managed(deadLetters, Optional.empty()).remove(new Calls(dryRun)));
    }
    boolean change = task == Task.APPLY;
    ProvisionedStep dead =
        managed(deadLetters, Optional.empty()).apply(new Calls(dryRun || !change), change);
    ProvisionedStep made =
        managed(queue, Optional.of(arn(deadLetters))).apply(new Calls(dryRun || !change), change);
    return List.of(readsDeadLetters ? dead : advised(dead), made, console());
  }

  private ManagedQueue managed(QueueAddress address, Optional<String> dead) {
    return new ManagedQueue(
        sqs, address, new WantedPolicy(arn(address), address.account(), partition()), dead);
  }

  private String partition() {
    return PartitionMetadata.of(Region.of(region)).id();
  }

  private String arn(QueueAddress address) {
    return "arn:" + partition() + ":sqs:" + region + ":" + address.account() + ":" + address.name();
  }

  private ProvisionedStep advised(ProvisionedStep dead) {
    return new ProvisionedStep(
        dead.name(),
        dead.state(),
        dead.calls(),
        Optional.of(
            dead.advice().map(advice -> advice + "; ").orElse("")
                + "set dlq-url to "
                + deadLetters.url()
                + ", so that it is read"));
  }

  /**
   * Nobody but a person can do it.
   *
   * @see <a
   *     href="https://developer-docs.amazon.com/sp-api/docs/set-up-credential-rotation-notifications">Set
   *     up credential rotation notifications</a>
   */
  private ProvisionedStep console() {
    return new ProvisionedStep(
        "registration of " + queue + " with Amazon",
        State.UNKNOWN,
        List.of(),
        Optional.of(
            "once for each application, in Amazon's developer console, page Notification"
                + " Preferences: enter "
                + arn(queue)
                + " in the rows Application Client New Secret and Application Client Secret"
                + " Expiry, Subscribe"));
  }
}
