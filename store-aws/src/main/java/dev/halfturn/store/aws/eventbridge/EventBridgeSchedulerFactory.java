// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.ProvisionedSchedulerFactory;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The scheduler {@code aws-eventbridge}: wakes by EventBridge Scheduler. */
public final class EventBridgeSchedulerFactory implements ProvisionedSchedulerFactory {

  @Override
  public String name() {
    return "aws-eventbridge";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return EventBridgeOptions.all();
  }

  @Override
  public ExpiryScheduler open(PluginConfig config, PluginContext context) {
    AwsAccess access = access(config, context);
    String owner = access.owner();
    AwsCall aws = new AwsCall(access);
    Arn target = config.get(EventBridgeOptions.TARGET);
    Schedules schedules =
        new Schedules(
            owner,
            aws,
            config.get(EventBridgeOptions.GROUP),
            target,
            config.get(EventBridgeOptions.ROLE),
            context.random());
    Optional<QueueReader> reader =
        target.isQueue()
            ? Optional.of(
                new QueueReader(
                    owner, context.clock(), new WakeUpQueue(owner, aws, target, access.timeout())))
            : Optional.empty();
    return new EventBridgeScheduler(owner, context.clock(), schedules, reader);
  }

  @Override
  public List<ProvisionedStep> provision(
      Task task,
      boolean dryRun,
      PluginConfig config,
      PluginContext context,
      SortedMap<String, String> clientSecrets) {
    return new Provisioning(access(config, context), config, clientSecrets.values())
        .run(task, dryRun);
  }

  private static AwsAccess access(PluginConfig config, PluginContext context) {
    return new AwsAccess("scheduler '" + context.instance() + "'", config);
  }
}
