// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.spi.HalfturnException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has hooks run, and tells and writes down how they went. */
final class HookCalls {

  private static final Logger log = LoggerFactory.getLogger(HookCalls.class);

  private final RotationContext context;

  HookCalls(RotationContext context) {
    this.context = context;
  }

  /** Throws if what was to be done must not be done now. */
  void before(HookFacts facts, RotationListener listener) {
    List<HookRun> runs;
    try {
      runs = context.hooks().before(facts);
    } catch (HalfturnException e) {
      context.audit().record(AuditEvent.of(AuditAction.HOOK_RUN, facts.app()).with(e.getMessage()));
      throw e;
    }
    report(facts, runs, listener);
  }

  void deploy(HookFacts facts, RotationListener listener) {
    report(facts, context.hooks().deploy(facts), listener);
  }

  void after(HookFacts facts, RotationListener listener) {
    report(facts, context.hooks().after(facts), listener);
  }

  private void report(HookFacts facts, List<HookRun> runs, RotationListener listener) {
    for (HookRun run : runs) {
      String how = run.failure().orElse("done");
      context
          .audit()
          .record(
              AuditEvent.of(AuditAction.HOOK_RUN, facts.app())
                  .with(run.phase() + "/" + run.name() + ": " + how));
      if (run.failure().isPresent() && listener == RotationListener.NONE) {
        log.warn("{}: hook {}/{} {}", facts.app(), run.phase(), run.name(), how);
      }
      listener.onHook(run);
    }
  }
}
