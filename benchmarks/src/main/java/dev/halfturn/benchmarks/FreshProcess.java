// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The programs of which each run has a JVM of its own, since nothing is compiled yet there. Each
 * prints how long its work took, from the first line of {@code main} on.
 */
final class FreshProcess {

  private FreshProcess() {}

  /** Opens a store of many secrets with its key file and reads one. */
  static final class OpenAndRead {
    private OpenAndRead() {}

    public static void main(String[] args) {
      long start = System.nanoTime();
      int index = Integer.parseInt(args[1]);
      try (BatchSecretStore store = SampleStore.withKeyFile(Path.of(args[0])).open()) {
        byte[] value = store.find(SampleStore.name(index)).orElseThrow().value().reveal();
        check(new String(value, StandardCharsets.US_ASCII), index);
      }
      System.out.println(System.nanoTime() - start);
    }
  }

  /** Its limit: the same secrets as one blob. */
  static final class ReadOneBlob {
    private ReadOneBlob() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
      long start = System.nanoTime();
      int index = Integer.parseInt(args[1]);
      check(new OneBlob(Path.of(args[0])).read(SampleStore.name(index)), index);
      System.out.println(System.nanoTime() - start);
    }
  }

  private static void check(String value, int index) {
    if (!value.contains("|" + index + "-")) {
      throw new IllegalStateException("read another value than was written");
    }
  }

  /** Imports many secrets into an empty store in one write. */
  static final class BatchImport {
    private BatchImport() {}

    public static void main(String[] args) throws IOException {
      SampleStore sample = SampleStore.withKeyFile(Path.of(args[0])).create();
      Map<SecretName, SecretValue> values =
          SampleStore.values(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
      long start = System.nanoTime();
      try (BatchSecretStore store = sample.open()) {
        store.putAll(values);
      }
      System.out.println(System.nanoTime() - start);
    }
  }

  /** Makes the first twenty changes of a store, in turn with bare replaces; prints both medians. */
  static final class FirstChanges {
    private FirstChanges() {}

    public static void main(String[] args) throws IOException {
      Path directory = Path.of(args[0]);
      Pair times =
          FileStoreChange.besideSafeReplace(
              SampleStore.withKeyFile(directory), directory, Integer.parseInt(args[1]), 0, 20);
      System.out.println((long) (times.theirMillis() * 1e6));
      System.out.println((long) (times.ourMillis() * 1e6));
    }
  }

  static void openAndRead(Path directory, int secrets, int length, int rounds, Report report)
      throws IOException, InterruptedException, GeneralSecurityException {
    Pair imports = new Pair(rounds);
    Pair reads = new Pair(rounds);
    Path blob = directory.resolve("blob-" + length);
    Files.createFile(blob);
    new OneBlob(blob).write(SampleStore.values(secrets, length));
    for (int i = 0; i < rounds; i++) {
      String place = directory.resolve("fresh-" + length + "-" + i).toString();
      imports.add(0, run(BatchImport.class, place, secrets, length).get(0));
      reads.add(
          run(ReadOneBlob.class, blob.toString(), secrets - 1).get(0),
          run(OpenAndRead.class, place, secrets - 1).get(0));
    }
    String what = secrets + " secrets of " + length + " characters, fresh JVM: ";
    report.most(what + "import in one write", imports.ourMillis(), "ms", 1_000);
    report.most(what + "open and read one", reads.ourMillis(), "ms", 150);
    report.ratio(
        what + "open and read one",
        "one sealed blob read, key at hand",
        reads.theirMillis(),
        reads.ourMillis(),
        "ms",
        1.0);
  }

  static void firstChanges(Path directory, int secrets, int rounds, double most, Report report)
      throws IOException, InterruptedException {
    Pair medians = new Pair(rounds);
    for (int i = 0; i < rounds; i++) {
      Path place = directory.resolve("first-" + secrets + "-" + i);
      run(BatchImport.class, place.toString(), secrets, SampleStore.CLIENT_SECRET);
      List<Long> both = run(FirstChanges.class, place.toString(), secrets);
      medians.add(both.get(0), both.get(1));
    }
    report.ratio(
        "changing one of " + secrets + ", first 20 changes of a JVM",
        "bare safe replace",
        medians.theirMillis(),
        medians.ourMillis(),
        "ms",
        most);
  }

  private static List<Long> run(Class<?> program, String place, int... numbers)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                place));
    Arrays.stream(numbers).mapToObj(Integer::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(program.getSimpleName() + " failed");
    }
    return answer.lines().map(Long::valueOf).toList();
  }
}
