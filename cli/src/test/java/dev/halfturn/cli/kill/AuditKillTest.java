// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.audit.AuditEntry;
import dev.halfturn.audit.AuditTrail;
import dev.halfturn.audit.AuditVerdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An audit log into which processes write at once, and are killed. */
@Timeout(120)
class AuditKillTest {

  private static final int ENOUGH = 60;

  @TempDir Path directory;

  @Test
  void processesThatWriteAtOnceAndAreKilledKeepOneChainAndLoseNothing() {
    int written = 0;
    for (int round = 0; round < 2; round++) {
      try (ChildJvm one = start();
          ChildJvm other = start()) {
        written += readUntilEnough(one);
        written += readUntilEnough(other);
      }
    }
    AuditTrail trail = new AuditTrail(directory.resolve("audit.jsonl"));
    AuditVerdict verdict = trail.verify();
    List<AuditEntry> entries = new ArrayList<>();
    trail.read(entries::add);

    assertThat(verdict.flaw()).isEmpty();
    assertThat(entries.stream().filter(entry -> entry.detail().startsWith("entry")).count())
        .isGreaterThanOrEqualTo(written);
    assertThat(turns(entries)).isGreaterThan(10);
  }

  /** How often another process wrote the next line. */
  private static long turns(List<AuditEntry> entries) {
    long turns = 0;
    for (int i = 1; i < entries.size(); i++) {
      if (!entries.get(i).source().equals(entries.get(i - 1).source())) {
        turns++;
      }
    }
    return turns;
  }

  private ChildJvm start() {
    return ChildJvm.start(AuditingProcess.class, directory, Map.of(), List.of(), Map.of());
  }

  private static int readUntilEnough(ChildJvm process) {
    int written = 0;
    while (written < ENOUGH) {
      written = Integer.parseInt(process.nextLine().orElseThrow());
    }
    return written;
  }
}
