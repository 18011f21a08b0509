// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import dev.halfturn.cli.script.HalfturnCommand;
import dev.halfturn.cli.script.Script;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The distribution's command under <a href="https://github.com/wolfcw/libfaketime">faketime</a>,
 * which stops the clock of the process at what the script says. Its monotonic clock runs, so that
 * what waits for a while does so; without the last of the variables all such waits of the virtual
 * machine would end at once and eat a processor.
 */
final class LaunchedCommand implements HalfturnCommand {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** In this process they go into a file instead. */
  private static final Pattern LOG_LINE =
      Pattern.compile("(?m)^halfturn: (ERROR|WARN|INFO|DEBUG|TRACE) .*\\n");

  private final Path cache;
  private final Path outputs;

  /**
   * Makes one.
   *
   * @param cache where an archive of classes is, with which it starts faster
   * @param outputs outside the script's home
   */
  LaunchedCommand(Path cache, Path outputs) {
    this.cache = cache;
    this.outputs = outputs;
  }

  @Override
  public Script.Result run(Call call) {
    if (call.stopped() || !call.answers().isEmpty()) {
      throw new IllegalArgumentException("nobody is there who would stop it or answer");
    }
    Instant now = call.clock().instant();
    List<String> command = new ArrayList<>(List.of("faketime", "-f", MOMENT.format(now)));
    command.add(Distribution.launcher().toString());
    command.addAll(call.args());
    ChildProcess.Result result =
        ChildProcess.bare(call.directory(), call.environment(), outputs)
            .with("JAVA_HOME", System.getProperty("java.home"))
            .with("XDG_CACHE_HOME", cache.toString())
            .with("TZ", "UTC")
            .with("NO_FAKE_STAT", "1")
            .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .with("DONT_FAKE_MONOTONIC", "1")
            .with("FAKETIME_FORCE_MONOTONIC_FIX", "0")
            .run(command, call.input());
    return new Script.Result(
        result.status(), result.out(), LOG_LINE.matcher(result.err()).replaceAll(""));
  }
}
