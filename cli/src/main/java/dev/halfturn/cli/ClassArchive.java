// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the archive of classes that the launcher has the virtual machine use: has another process
 * rehearse what commands do and keep the classes that took, sees that the result works, and puts it
 * in place.
 *
 * <p>Not every virtual machine can do it; some crash. Then there is no archive, and nobody is told.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">class-data
 *     sharing</a>
 */
public final class ClassArchive {

  private static final Duration AT_MOST = Duration.ofMinutes(2);

  /** What is so old is of a release or a Java that has gone; if not, it is made again. */
  private static final Duration OLD = Duration.ofDays(90);

  private final Path archive;
  private final List<String> options;

  private ClassArchive(Path archive, List<String> options) {
    this.archive = archive;
    this.options = options;
  }

  /**
   * Makes it, or does nothing.
   *
   * @param args the file to make, in a directory for such files; the options of the virtual machine
   *     that will use it
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> all = List.of(args);
    new ClassArchive(Path.of(all.get(0)), all.subList(1, all.size())).make();
  }

  private void make() throws IOException, InterruptedException {
    removeOld();
    Path work = Files.createTempDirectory(archive.getParent(), "making-");
    try {
      Path made = work.resolve("classes");
      if (works(
              "-XX:ArchiveClassesAtExit=" + made, Rehearsal.class, work.resolve("home").toString())
          && works("-XX:SharedArchiveFile=" + made, Main.class, "--version")) {
        sync(made);
        Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      delete(work);
    }
  }

  private boolean works(String archiveOption, Class<?> program, String argument)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            archiveOption,
            "-XX:ErrorFile=/dev/null",
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            argument));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(AT_MOST.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    return process.exitValue() == 0;
  }

  /** A file that is cut short by a loss of power would crash the virtual machine at every start. */
  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private void removeOld() throws IOException {
    Instant limit = InstantSource.system().instant().minus(OLD);
    List<Path> files;
    try (Stream<Path> all = Files.list(archive.getParent())) {
      files = all.toList();
    }
    for (Path file : files) {
      if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
        delete(file);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(tree)) {
      files = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
