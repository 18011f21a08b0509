// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moment;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.cli.status.StatusText;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn status}. */
@Command(
    name = "status",
    header = "Shows how the client secrets stand; reads only.",
    description =
        "With --watch it goes on until it is stopped by Ctrl-C or SIGTERM and then exits with 130;"
            + " with --json it writes one object each time.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn status                      all applications, a table",
      "  halfturn status erp                  one application in depth",
      "  halfturn status --at 2026-12-01      as it would be then",
      "  halfturn status --watch              as it changes"
    })
final class Status extends Verb {

  /** Said where there is nothing to tell of. */
  static final String NONE = "No application yet. Next: halfturn app add";

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  @Parameters(arity = "0..1", paramLabel = "<app>", description = "One application, in depth.")
  Optional<String> app = Optional.empty();

  @Option(names = "--watch", description = "Show it again and again, until Ctrl-C.")
  boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      defaultValue = "10s",
      converter = Moments.DurationConverter.class,
      description = "How often, with --watch (${DEFAULT-VALUE}).")
  Duration interval;

  @Mixin Moment at;

  private final Picture picture;

  Status(Invocation invocation) {
    super(invocation);
    this.picture = new Picture(invocation.surroundings());
  }

  @Override
  protected ExitCode run() {
    if (interval.compareTo(SHORTEST) < 0) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "--interval must not be shorter than 1s"));
    }
    try (Halfturn halfturn = invocation.open()) {
      app.ifPresent(name -> Known.app(halfturn, name));
      show(halfturn);
      return watch ? goOn(halfturn) : ExitCode.DONE;
    }
  }

  private ExitCode goOn(Halfturn halfturn) {
    while (!invocation.surroundings().out().checkError()) {
      if (!invocation.surroundings().pause().elapses(interval)) {
        return ExitCode.INTERRUPTED;
      }
      try {
        show(halfturn);
      } catch (HalfturnException e) {
        invocation.error(e.problem()); // it may pass, and somebody is watching
      }
    }
    return ExitCode.DONE;
  }

  private void show(Halfturn halfturn) {
    Instant moment = at.resolve(invocation.now());
    List<String> apps = app.map(List::of).orElseGet(() -> halfturn.applications().names());
    List<AppStatus> found = new ArrayList<>();
    String store = halfturn.secrets().storeName();
    Optional<HalfturnException> unreadable = Optional.empty();
    for (String name : apps) {
      try {
        found.add(AppStatus.read(halfturn, name, moment));
      } catch (HalfturnException e) {
        if (!Known.isOfOne(e)) {
          throw e;
        }
        unreadable = unreadable.or(() -> Optional.of(e));
      }
    }
    if (unreadable.isPresent() && found.isEmpty()) {
      throw unreadable.get();
    }
    if (invocation.json()) {
      invocation.document("status", AppStatus.document(moment, store, found));
    } else if (watch) {
      List<String> lines =
          new ArrayList<>(List.of(moment.truncatedTo(ChronoUnit.SECONDS).toString(), ""));
      lines.addAll(found.isEmpty() ? List.of(NONE) : lines(store, found));
      picture.draw(lines.stream().map(invocation::inColour).toList());
    } else if (found.isEmpty()) {
      invocation.note(NONE);
    } else {
      lines(store, found).forEach(invocation::line);
    }
    if (unreadable.isPresent()) {
      throw unreadable.get();
    }
  }

  private List<String> lines(String store, List<AppStatus> found) {
    StatusText text = new StatusText(store, invocation.glyphs());
    return app.isPresent()
        ? text.depth(found.get(0))
        : text.table(found.stream().map(AppStatus::status).toList());
  }
}
