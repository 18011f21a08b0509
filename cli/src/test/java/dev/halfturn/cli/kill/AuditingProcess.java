// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.audit.AuditLog;
import dev.halfturn.audit.AuditSource;
import java.nio.file.Path;
import java.time.InstantSource;

/** Writes into an audit log until it is killed, and says how far it has come. */
final class AuditingProcess {

  private AuditingProcess() {}

  public static void main(String[] args) {
    String me = String.valueOf(ProcessHandle.current().pid());
    AuditLog log =
        new AuditLog(
            Path.of(args[0], "audit.jsonl"),
            InstantSource.system(),
            () -> new AuditSource(me, "user", "host"));
    for (int i = 1; ; i++) {
      log.require(AuditEvent.of(AuditAction.SECRET_READ).with("entry " + i));
      System.out.println(i);
    }
  }
}
