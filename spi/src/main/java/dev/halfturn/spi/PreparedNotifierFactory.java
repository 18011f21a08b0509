// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;

/**
 * A factory of notifiers whose other side must be set up before anything can be sent, where that
 * can be done for people: a topic and who gets what is sent to it, for example.
 */
public interface PreparedNotifierFactory extends NotifierFactory {

  /**
   * Makes what is missing at the other side, and leaves what is there as it is; repeated, it makes
   * nothing. Sends no notice, but what is made may send something of its own, such as a question
   * whether somebody wants to be told.
   *
   * @param config the same values with which {@link #open} would open the notifier
   * @param context as for {@link #open}
   * @return every part that is needed, in the order in which they are
   * @throws HalfturnException as {@link Notifier#send}; what was made before is found by the next
   *     call
   */
  List<PreparedPart> prepare(PluginConfig config, PluginContext context);
}
