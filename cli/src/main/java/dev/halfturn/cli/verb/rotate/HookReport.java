// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.HookRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says how hooks went, and remembers it. */
public final class HookReport {

  private static final String LABEL = " ".repeat(9) + "hooks   ";

  private final Invocation invocation;
  private final List<Map<String, Object>> runs = new ArrayList<>();
  private boolean failed;

  public HookReport(Invocation invocation) {
    this.invocation = invocation;
  }

  /** One has ended. */
  public void add(HookRun run) {
    invocation.progress(LABEL + run.name() + " " + how(run));
    Map<String, Object> members = JsonText.object();
    members.put("phase", run.phase());
    members.put("name", run.name());
    members.put("tookMillis", run.took().toMillis());
    members.put("failure", run.failure());
    runs.add(members);
    if (run.failure().isPresent()) {
      failed = true;
      invocation.warn(
          "hook '"
              + run.phase()
              + "/"
              + run.name()
              + "' "
              + run.failure().get()
              + "; the secret that was put in place stays there");
    }
  }

  private String how(HookRun run) {
    return run.failure().isPresent()
        ? invocation.glyphs().failed()
        : invocation.glyphs().ok()
            + String.format(Locale.ROOT, " %.1f s", run.took().toMillis() / 1000.0);
  }

  /** All of them in JSON. */
  public List<Map<String, Object>> members() {
    return runs;
  }

  /** Whether one did not do what it is for. */
  public boolean failed() {
    return failed;
  }
}
