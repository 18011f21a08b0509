// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.spi.SecretValue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The durable steps of a rotation, as a dead process has left them in the store. */
enum Step {
  /** The new secret is not in the store. */
  NONE,
  /** It is in the inbox, and no journal tells of it. */
  STORED,
  /** The journal tells of it, and it has not been accepted yet. */
  RECEIVED,
  /** Amazon has accepted it, and it is not the current one yet. */
  VERIFIED,
  /** It is the current one. */
  PROMOTED,
  /** It was read back and exchanged once more; people may have been told. */
  CONFIRMED;

  private static final Pattern JOURNAL = Pattern.compile("\"journal\":\\{([^}]*)}");
  private static final Pattern STATE = Pattern.compile("\"state\":\"([A-Z]+)\"");

  static Step lastDone(Secrets secrets, CandidateSecrets stored, SecretValue secret) {
    String journal =
        secrets
            .find(CredentialNames.rotation(RotatingProcess.APP))
            .map(entry -> JOURNAL.matcher(entry.value().revealUtf8()))
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .orElse("");
    if (stored.current().equals(secret)) {
      return journal.contains("\"confirmedAt\"") ? CONFIRMED : PROMOTED;
    }
    if (!stored.inbox().contains(secret)) {
      return NONE;
    }
    Matcher state = STATE.matcher(journal);
    String found = state.find() ? state.group(1) : "none";
    return switch (found) {
      case "RECEIVED", "SUSPECT" -> RECEIVED;
      case "VERIFIED" -> VERIFIED;
      default -> STORED; // the journal of the rotation before, or none
    };
  }
}
