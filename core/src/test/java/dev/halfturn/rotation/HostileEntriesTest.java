// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.internal.json.HostileJson;
import dev.halfturn.internal.json.Json;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Thousands of damaged entries of a store, full of secrets; no failure repeats one. */
class HostileEntriesTest {

  private static final int ENTRIES = 10_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final LeakDetector detector = Canaries.detector();

  @Test
  void ofTheInboxAreNotRepeated() {
    try (RotationFixture here = new RotationFixture()) {
      here.outage = true;
      here.accept(here.pressButton());

      assertSilent(here, CredentialNames.inbox(RotationFixture.APP), InboxCodec::decode);
    }
  }

  @Test
  void ofTheRecordAreNotRepeated() {
    try (RotationFixture here = new RotationFixture()) {
      here.tracker().check(RotationFixture.APP);
      here.accept(here.pressButton());

      assertSilent(here, CredentialNames.rotation(RotationFixture.APP), RecordCodec::decode);
    }
  }

  private void assertSilent(
      RotationFixture here, SecretName name, BiConsumer<SecretName, SecretValue> decode) {
    byte[] good = here.stored(name).orElseThrow().reveal();
    HostileJson entries = new HostileJson(Json.read(good).orElseThrow(), random);
    decode.accept(name, SecretValue.of(good)); // the damage alone is why the others are refused
    int failed = 0;
    for (int i = 0; i < ENTRIES; i++) {
      byte[] entry = entries.next();
      try {
        decode.accept(name, SecretValue.of(entry.length == 0 ? new byte[1] : entry));
      } catch (HalfturnException e) {
        failed++;
        assertThat(detector.scan(e)).as("seed %d", seed).isEmpty();
      }
    }
    assertThat(failed).as("seed %d", seed).isGreaterThan(ENTRIES / 4);
  }
}
