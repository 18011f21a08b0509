// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real browser without a window. What it fetches comes from this machine or not at all. */
final class Browser {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long SECONDS_AT_MOST = 60;

  /**
   * What a look at a page came to.
   *
   * @param out what was asked to be printed
   * @param console what the page's console says, complaints about the page included
   */
  record Look(String out, List<String> console) {}

  private final Path directory;
  private final String program;

  /** Skips the test where there is no browser. */
  Browser(Path directory) {
    this.directory = directory;
    this.program = NAMES.stream().filter(Browser::isThere).findFirst().orElse("");
    assumeThat(program).as("a browser is there: chromium").isNotEmpty();
  }

  private static boolean isThere(String name) {
    for (String folder : System.getenv("PATH").split(":", -1)) {
      if (Files.isExecutable(Path.of(folder, name))) {
        return true;
      }
    }
    return false;
  }

  /** The page as the browser has understood it. */
  Look open(String url) {
    return run(url, "--dump-dom");
  }

  /** A picture of the page. */
  Look photograph(String url, boolean dark, int width, int height, Path picture) {
    return run(
        url,
        "--screenshot=" + picture,
        "--window-size=" + width + "," + height,
        "--hide-scrollbars",
        "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1));
  }

  private Look run(String url, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--enable-logging=stderr",
                "--user-data-dir=" + directory.resolve("profile")));
    command.addAll(List.of(options));
    command.add(url);
    try {
      Path out = Files.createTempFile(directory, "out", "");
      Path err = Files.createTempFile(directory, "err", "");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("the browser does not end");
      }
      List<String> console =
          Files.readAllLines(err, StandardCharsets.UTF_8).stream()
              .filter(line -> line.contains("CONSOLE"))
              .toList();
      return new Look(Files.readString(out), console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
