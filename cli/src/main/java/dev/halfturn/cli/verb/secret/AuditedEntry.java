// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.secret;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.spi.SecretName;

/** What is written down about what a person does to a single entry. */
final class AuditedEntry {

  private AuditedEntry() {}

  static AuditEvent event(AuditAction action, SecretName entry, String verb) {
    String app = entry.value().split("/", 2)[0];
    return AuditEvent.of(action, app).with(entry.value() + " by " + verb);
  }
}
