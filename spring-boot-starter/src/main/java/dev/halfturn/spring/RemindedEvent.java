// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.rotation.Reminding;
import java.util.Objects;

/**
 * Published to the application after people were told, or could not be told, that a client secret
 * of one of its LWA applications needs them. Only an application that watches reminds; see {@code
 * halfturn.watch}.
 *
 * <p>Listeners are called on the thread that watches; what they throw is logged.
 *
 * @param app whose secret
 * @param reminding how it stands, and who was told
 */
public record RemindedEvent(String app, Reminding reminding) {
  public RemindedEvent {
    Objects.requireNonNull(app);
    Objects.requireNonNull(reminding);
  }
}
