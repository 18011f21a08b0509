// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.ProvisionedIssuerFactory;
import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import dev.halfturn.spi.ProvisionedStep;
import dev.halfturn.spi.SecretIssuer;
import java.util.List;
import java.util.Optional;

/** The issuer {@code spapi}: Amazon's Application Management API and a queue of Amazon SQS. */
public final class SpapiIssuerFactory implements ProvisionedIssuerFactory {

  @Override
  public String name() {
    return "spapi";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SpapiOptions.all();
  }

  @Override
  public SecretIssuer open(PluginConfig config, PluginContext context) {
    SpapiOptions.check(config);
    String owner = owner(context);
    Sqs sqs = new Sqs(SqsAccess.of(owner, config));
    return new SpapiIssuer(
        owner,
        new RotateCall(RotateLimits.AMAZON, config.find(SpapiOptions.PROXY), Optional.empty()),
        sqs,
        new Queue(config.get(SpapiOptions.QUEUE), sqs, context.clock()),
        config.find(SpapiOptions.DEAD_LETTERS).map(dead -> new Queue(dead, sqs, context.clock())));
  }

  @Override
  public List<ProvisionedStep> provision(
      Task task, boolean dryRun, PluginConfig config, PluginContext context) {
    SpapiOptions.check(config);
    try (Sqs sqs = new Sqs(SqsAccess.of(owner(context), config))) {
      return new Provisioning(sqs, config).run(task, dryRun);
    }
  }

  private static String owner(PluginContext context) {
    return "issuer '" + context.instance() + "'";
  }
}
