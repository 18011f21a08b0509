// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.audit;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.util.Optional;

/**
 * Where it is written down who did what. Thread-safe; shared by processes.
 *
 * <p>What cannot be taken back is written down before it is done, by {@link #require}: without a
 * line it is not done. What has been done, or goes on whatever happens, is written down by {@link
 * #record}, which never stands in the way.
 */
public interface Audit {

  /** The reason of a refusal, and the condition of an application, if nothing can be written. */
  String DEGRADED = "AUDIT_DEGRADED";

  /** Writes nothing down and never stands in the way. */
  Audit NONE =
      new Audit() {
        @Override
        public void record(AuditEvent event) {}

        @Override
        public void require(AuditEvent event) {}

        @Override
        public Optional<String> problem() {
          return Optional.empty();
        }
      };

  /**
   * Writes down what has been done. Throws nothing: that it could not be written is logged, and
   * said by {@link #problem}.
   */
  void record(AuditEvent event);

  /**
   * Writes down what is about to be done; durable when this returns.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code AUDIT_DEGRADED},
   *     if it cannot be written; then it must not be done
   */
  void require(AuditEvent event);

  /**
   * Why nothing can be written now, in one line; empty if it can, as far as can be seen. Writes
   * what {@link #record} could not, if there is such a thing; otherwise makes no file.
   */
  Optional<String> problem();
}
