// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiryScheduler;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.ProvisionedSchedulerFactory;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** The scheduler {@code gcp-pubsub}: wakes by Secret Manager's rotation field and Pub/Sub. */
public final class PubSubSchedulerFactory implements ProvisionedSchedulerFactory {

  @Override
  public String name() {
    return "gcp-pubsub";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return PubSubOptions.all();
  }

  @Override
  public ExpiryScheduler open(PluginConfig config, PluginContext context) {
    GcpAccess access = access(config, context);
    GcpCall google = new GcpCall(access);
    SecretNames names = names(config);
    Optional<WakeUps> wakeUps =
        config
            .find(PubSubOptions.SUBSCRIPTION)
            .map(
                subscription ->
                    new WakeUps(
                        access.owner(),
                        context.clock(),
                        new Subscription(access, google, subscription),
                        event ->
                            event.location().equals(access.location())
                                ? names.app(event.secretId())
                                : Optional.empty()));
    return new PubSubScheduler(
        access.owner(),
        context.clock(),
        names,
        new Alarms(access, google, config.get(PubSubOptions.TOPIC)),
        wakeUps);
  }

  private static SecretNames names(PluginConfig config) {
    Map<String, String> adopted = config.get(PubSubOptions.SECRET);
    adopted.forEach(
        (app, id) -> {
          if (!PubSubOptions.isSecretId(id)) {
            throw new HalfturnException(
                Problem.of(
                    ErrorCode.INVALID_ARGUMENT,
                    "the option secret." + app + " must be the id of a secret"));
          }
        });
    return new SecretNames(config.find(PubSubOptions.PREFIX).orElse(""), adopted);
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

  private static GcpAccess access(PluginConfig config, PluginContext context) {
    return new GcpAccess("scheduler '" + context.instance() + "'", config);
  }
}
