// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing JVM at random moments; {@code -Dhalfturn.kills} says how often. */
class KillTest {

  private static final int KILLS = Integer.getInteger("halfturn.kills", 200);

  @TempDir private Path directory;

  private final Random random = new Random();
  private int acknowledged;
  private int writes;
  private int tempsLeft;

  @Test
  void noAcknowledgedWriteIsLostByAKill(TestReporter reporter) throws IOException {
    assertThat(start("init").remainingLines()).containsExactly("done");
    ChildJvm next = start("write");
    for (int kill = 0; kill < KILLS; kill++) {
      ChildJvm writer = next;
      next = start("write"); // gets ready while this one writes
      try (writer) {
        writeAndKill(writer);
      }
      check();
    }
    next.kill();
    reporter.publishEntry("kills", Integer.toString(KILLS));
    reporter.publishEntry("acknowledged writes", Integer.toString(writes));
    reporter.publishEntry("temporary files left", Integer.toString(tempsLeft));
    assertThat(writes).isGreaterThan(KILLS);
  }

  private ChildJvm start(String verb) {
    return ChildJvm.launch().start(verb, directory.toString());
  }

  private void writeAndKill(ChildJvm writer) {
    assertThat(writer.nextLine()).contains("ready");
    writer.say("go");
    int before = acknowledged;
    int enough = 1 + random.nextInt(25);
    for (int i = 0; i < enough; i++) {
      acknowledge(writer.nextLine());
    }
    waitNanos(random.nextInt(3_000_000));
    writer.kill();
    writer.remainingLines().forEach(line -> acknowledge(Optional.of(line)));
    writes += acknowledged - before;
  }

  private void acknowledge(Optional<String> line) {
    assertThat(line).hasValueSatisfying(number -> assertThat(number).matches("\\d+"));
    int number = Integer.parseInt(line.orElseThrow());
    assertThat(number).isGreaterThan(acknowledged);
    acknowledged = number;
  }

  private static void waitNanos(long nanos) {
    long end = System.nanoTime() + nanos;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private void check() throws IOException {
    tempsLeft += temps().size();
    try (SecretStore store = StoreProcess.open(directory)) {
      assertThat(temps()).isEmpty();
      int found = StoreProcess.number(store, StoreProcess.ONE);
      assertThat(found).isBetween(acknowledged, acknowledged + 1);
      assertThat(StoreProcess.number(store, StoreProcess.TWO)).isEqualTo(found);
      acknowledged = found;
    }
  }

  private List<Path> temps() throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }
}
