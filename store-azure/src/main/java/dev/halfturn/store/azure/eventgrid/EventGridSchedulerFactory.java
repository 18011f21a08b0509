// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.ProvisionedSchedulerFactory;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.store.azure.call.AzureAccess;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiFunction;

/** The scheduler {@code azure-event-grid}: wakes by messages in a queue of Azure Storage. */
public final class EventGridSchedulerFactory implements ProvisionedSchedulerFactory {

  /** How long an empty queue is left alone. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final BiFunction<String, PluginConfig, AzureAccess> accesses;
  private final Duration pause;

  public EventGridSchedulerFactory() {
    this(AzureAccess::new, PAUSE);
  }

  EventGridSchedulerFactory(
      BiFunction<String, PluginConfig, AzureAccess> accesses, Duration pause) {
    this.accesses = accesses;
    this.pause = pause;
  }

  @Override
  public String name() {
    return "azure-event-grid";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return EventGridOptions.all();
  }

  @Override
  public ExpiryScheduler open(PluginConfig config, PluginContext context) {
    ClientSecretNames names = ClientSecretNames.of(config);
    AzureAccess access = access(config, context);
    MessageQueue queue = MessageQueue.of(access, config);
    Armed armed =
        new Armed(context.stateDirectory().resolve(name() + "-" + context.instance() + ".json"));
    return new EventGridScheduler(
        access.owner(),
        context.clock(),
        queue,
        armed,
        new QueueReader(access.owner(), context.clock(), queue, names, pause));
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

  private AzureAccess access(PluginConfig config, PluginContext context) {
    return accesses.apply("scheduler '" + context.instance() + "'", config);
  }
}
