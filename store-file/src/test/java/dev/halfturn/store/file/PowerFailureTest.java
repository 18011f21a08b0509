// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoreMaintenance.KeyOrigin;
import dev.halfturn.store.file.format.Entries;
import dev.halfturn.store.file.format.OpenedStore;
import dev.halfturn.store.file.io.CrashStates;
import dev.halfturn.store.file.io.MemoryFileOps;
import dev.halfturn.testkit.Canaries;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Cuts the power after each operation of many writes, in every way the disk may then look. */
class PowerFailureTest {

  private static final int WRITES = 1300;

  private final MemoryFileOps files = new MemoryFileOps(StoreFixture.MEMORY);
  private final StoreFixture fixture = StoreFixture.in(files);

  /** The generation that was promised when so many operations had been done. */
  private final NavigableMap<Integer, Long> promises = new TreeMap<>();

  private final Map<Long, Map<String, String>> contents = new HashMap<>();
  private final Map<String, String> expected = new TreeMap<>();
  private long generation;
  private final Map<Object, Long> known = new HashMap<>();
  private long opened;

  @Test
  void everyDiskThatIsLeftOpensToWhatWasPromisedOrToWhatWasBeingWritten(TestReporter reporter) {
    write();

    long states =
        CrashStates.visitAll(
            files,
            (effects, disk, left) -> {
              if (effects >= promises.firstKey()) {
                check(effects, disk, left);
              }
            });

    reporter.publishEntry("disks", Long.toString(states));
    assertThat(states).isGreaterThan(100_000);
  }

  private void write() {
    fixture.initialised();
    promise();
    Random random = new Random(42);
    try (FileSecretStore store = fixture.open()) {
      for (int i = 0; i < WRITES; i++) {
        change(store, random, i);
        promise();
      }
    }
    fixture.maintenance().addKey(fixture.keyConfig("key-file", MORE_KEY), KeyOrigin.GENERATE);
    promise();
    fixture.maintenance().rekey();
    generation++;
    contents.put(generation, Map.copyOf(expected));
    promise();
  }

  private static final String MORE_KEY = StoreFixture.MEMORY.resolve("more.key").toString();

  private void change(FileSecretStore store, Random random, int i) {
    String one = "app" + random.nextInt(6);
    String two = "app" + random.nextInt(6);
    switch (random.nextInt(4)) {
      case 0 -> {
        store.putAll(Map.of(name(one), value(i), name(two + "/x"), value(i)));
        expected.put(one, text(i));
        expected.put(two + "/x", text(i));
      }
      case 1 -> {
        store.put(name(one), value(i));
        store.delete(name(one));
        expected.put(one, text(i));
        generation++;
        contents.put(generation, Map.copyOf(expected));
        expected.remove(one);
      }
      default -> {
        store.put(name(one), value(i));
        expected.put(one, text(i));
      }
    }
  }

  /** From now on, nothing older may come back. */
  private void promise() {
    generation++;
    contents.put(generation, Map.copyOf(expected));
    promises.put(files.effectCount(), generation);
  }

  private void check(int effects, Object disk, MemoryFileOps left) {
    if (known.size() > 1000) {
      known.clear();
    }
    long found = known.computeIfAbsent(disk, unseen -> open(StoreFixture.in(left)));
    assertThat(found).isBetween(promisedBefore(effects), promisedAfter(effects));
  }

  private long open(StoreFixture crashed) {
    OpenedStore store = crashed.read();
    long found = store.header().generation();
    if (!contentOf(store.entries()).equals(contents.get(found))) {
      assertThat(contentOf(store.entries())).isEqualTo(contents.get(found));
    }
    opened++;
    if (opened % 50 == 0) {
      checkThatWorkGoesOn(crashed);
    }
    return found;
  }

  private static void checkThatWorkGoesOn(StoreFixture crashed) {
    try (FileSecretStore store = crashed.open()) {
      store.put(name("after/the/crash"), value(0));
    }
    try (FileSecretStore store = crashed.open()) {
      assertThat(store.find(name("after/the/crash"))).isPresent();
    }
  }

  private long promisedBefore(int effects) {
    return promises.floorEntry(effects).getValue();
  }

  private long promisedAfter(int effects) {
    return Optional.ofNullable(promises.ceilingEntry(effects))
        .map(Map.Entry::getValue)
        .orElse(generation);
  }

  private static Map<String, String> contentOf(Entries entries) {
    Map<String, String> content = new TreeMap<>();
    entries
        .names("")
        .forEach(
            name ->
                content.put(name.value(), entries.find(name).orElseThrow().value().revealUtf8()));
    return content;
  }

  private static SecretName name(String value) {
    return new SecretName(value);
  }

  private static String text(int i) {
    return Canaries.TEXT + "-" + i;
  }

  private static SecretValue value(int i) {
    return SecretValue.ofUtf8(text(i));
  }
}
