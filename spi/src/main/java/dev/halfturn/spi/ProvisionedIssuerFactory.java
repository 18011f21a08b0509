// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import dev.halfturn.spi.ProvisionedSchedulerFactory.Task;
import java.util.List;

/**
 * A factory of issuers that need something at their other side, where that can be made, looked over
 * and taken away for people: a queue and who may send to it, for example.
 */
public interface ProvisionedIssuerFactory extends SecretIssuerFactory {

  /**
   * Does one task. Repeated, it finds nothing more to do. What holds a message is left, as is what
   * was not made here.
   *
   * @param dryRun whether only to look, and to say what would be done
   * @param config the same values with which {@link #open} would open the issuer
   * @param context as for {@link #open}
   * @return every part that is needed, in the order in which they are made, or taken away; what
   *     only a person can do has {@link ProvisionedStep.State#UNKNOWN} and says so in its advice
   * @throws HalfturnException if the other side cannot be asked, or refuses; what was done before
   *     is found by the next call
   */
  List<ProvisionedStep> provision(
      Task task, boolean dryRun, PluginConfig config, PluginContext context);
}
