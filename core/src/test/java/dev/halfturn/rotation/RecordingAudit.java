// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.Audit;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Remembers what was written down, unless it cannot. */
final class RecordingAudit implements Audit {

  final List<AuditEvent> events = new ArrayList<>();
  boolean broken;

  @Override
  public void record(AuditEvent event) {
    if (!broken) {
      events.add(event);
    }
  }

  @Override
  public void require(AuditEvent event) {
    if (broken) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, Audit.DEGRADED, "no room"));
    }
    record(event);
  }

  @Override
  public Optional<String> problem() {
    return broken ? Optional.of("no room") : Optional.empty();
  }
}
