// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.util.Objects;

/**
 * Who writes into the log. Names, not proofs: whoever may write the log may call itself anything.
 *
 * @param instance what this installation is called
 * @param user the account of the operating system
 * @param host the computer
 */
public record AuditSource(String instance, String user, String host) {
  public AuditSource {
    Objects.requireNonNull(instance);
    Objects.requireNonNull(user);
    Objects.requireNonNull(host);
  }
}
