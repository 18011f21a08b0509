// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.process;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.util.List;

/** Programs of the system that some tests need; where one is missing, these tests say so. */
final class Tools {

  private Tools() {}

  /** Skips the test unless a child can be traced and its system calls tampered with. */
  static void assumeTracing() {
    assumeThat(System.getProperty("os.arch"))
        .as("the system calls are called like this on amd64 only")
        .isEqualTo("amd64");
    assumeWorks("strace", "strace", "-qq", "-o", "/dev/null", "true");
  }

  /** Skips the test unless a child can mount a file system of its own. */
  static void assumeMounting() {
    assumeWorks("unshare", "unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/tmp");
  }

  /** Whether a child can mount a file system of its own. */
  static boolean canMount() {
    return works("unshare", "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/tmp");
  }

  private static void assumeWorks(String name, String... command) {
    assumeThat(works(command)).as("%s is there and may be used", name).isTrue();
  }

  private static boolean works(String... command) {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
