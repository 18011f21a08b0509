// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A line of the log as it was read. Whether it is genuine, {@link AuditTrail#verify} says.
 *
 * @param file where it stands
 * @param line its number there, from 1
 * @param at when it was written, UTC
 * @param source who wrote it
 * @param action what was done, as {@link AuditAction#text()} or what a later release has added
 * @param app the application it was done to, if it was one
 * @param fingerprint of the client secret it is about, six hexadecimal digits
 * @param detail what else there is to say; may be empty
 */
public record AuditEntry(
    Path file,
    long line,
    Instant at,
    AuditSource source,
    String action,
    Optional<String> app,
    Optional<String> fingerprint,
    String detail) {
  public AuditEntry {
    Objects.requireNonNull(file);
    Objects.requireNonNull(at);
    Objects.requireNonNull(source);
    Objects.requireNonNull(action);
    Objects.requireNonNull(app);
    Objects.requireNonNull(fingerprint);
    Objects.requireNonNull(detail);
  }
}
