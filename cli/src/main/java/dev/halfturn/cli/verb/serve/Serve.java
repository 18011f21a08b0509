// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.serve.Exposure;
import dev.halfturn.plugin.ServeSettings;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code halfturn serve}. */
@Command(
    name = "serve",
    header = "Looks after the client secrets until it is stopped, and shows how they stand.",
    description = {
      "Reminds people, goes on with rotations, and answers on serve.bind: a page for people at /,"
          + " /calendar.ics, /status.json, /metrics, /livez and /readyz. It only shows; nothing can"
          + " be changed through it.",
      "Ctrl-C or SIGTERM end it within ten seconds, and it exits with 0. A store that is out of"
          + " reach is tried again; a wrong configuration or key ends it at once.",
      "With --once it looks at everything one time and exits, for cron and timers: with 1 if a"
          + " reminder was due and a notifier failed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn serve                  then open http://127.0.0.1:7180/",
      "  halfturn serve --once           hourly from cron, where no daemon runs"
    })
public final class Serve extends Verb {

  @Option(names = "--once", description = "Look at everything once, then exit.")
  boolean once;

  @Option(
      names = "--behind-proxy",
      description =
          "A proxy that speaks TLS stands in front; needed to listen where other computers can ask.")
  boolean behindProxy;

  @Option(
      names = "--insecure-debug",
      description = "Start even where Java is told to log what is secret.")
  boolean insecureDebug;

  public Serve(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (!insecureDebug) {
      Exposure.requireSafe(name -> Optional.ofNullable(System.getProperty(name)));
    }
    if (once) {
      return new SweepOnce(invocation).run();
    }
    ServeSettings settings = invocation.configuration().serve();
    Exposure.requireGuarded(settings, behindProxy);
    return new Daemon(invocation, settings, behindProxy).run();
  }
}
