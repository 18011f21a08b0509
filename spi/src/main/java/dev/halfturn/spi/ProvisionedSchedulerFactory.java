// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.SortedMap;

/**
 * A factory of schedulers that need something at their other side, where that can be made, looked
 * over and taken away for people: a group of schedules, a rule and what it may do, for example.
 */
public interface ProvisionedSchedulerFactory extends ExpirySchedulerFactory {

  /** What is to be done. */
  enum Task {
    /** Make what is missing, mend what differs, leave the rest as it is. */
    APPLY,
    /** Look only. */
    VERIFY,
    /**
     * Take away what {@link #APPLY} has made. What bears another name, what others use as well, and
     * whatever holds a secret <em>must</em> be left.
     */
    REMOVE
  }

  /**
   * Does one task. Repeated, it finds nothing more to do.
   *
   * @param dryRun whether only to look, and to say what would be done
   * @param config the same values with which {@link #open} would open the scheduler
   * @param context as for {@link #open}
   * @param clientSecrets where the client secret of each application lies, by application, as the
   *     store's service calls it: whose changes may be told
   * @return every part that is needed, in the order in which they are made, or taken away
   * @throws HalfturnException as {@link ExpiryScheduler#arm}; what was done before is found by the
   *     next call
   */
  List<ProvisionedStep> provision(
      Task task,
      boolean dryRun,
      PluginConfig config,
      PluginContext context,
      SortedMap<String, String> clientSecrets);
}
