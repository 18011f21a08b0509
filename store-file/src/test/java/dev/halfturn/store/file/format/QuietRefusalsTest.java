// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.reference.ReferenceFile;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Thousands of refusals of what holds secrets; none repeats one. */
class QuietRefusalsTest {

  private static final int ROUNDS = 10_000;
  private static final byte[] CANARY = Canaries.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8);

  private final long seed = Samples.RANDOM.nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);
  private final Mutator mutator = new Mutator(seed);
  private int refused;

  @Test
  void ofDamagedFiles() {
    OpenedStore empty = Samples.emptyStore();
    SecretValue secret = SecretValue.of(CANARY);
    byte[] file =
        Samples.FORMAT
            .seal(empty, empty.entries().put(Samples.NAME, secret, Samples.NOON, 3))
            .file();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = mutator.mutate(file, file);
      refuse(Canaries.detector(), () -> Samples.FORMAT.open(damaged, Samples.KEY));
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  /** As somebody who has the key may write it. */
  @Test
  void ofDamagedContent() {
    String value = Base64.getUrlEncoder().withoutPadding().encodeToString(CANARY);
    String entry = "{\"at\":10,\"seq\":12,\"value\":\"" + value + "\"}";
    byte[] json =
        Bytes.ascii(
            "{\"entries\":{\"a\":{\"last\":12,\"versions\":["
                + entry
                + "]},\"b\":"
                + "{\"last\":12,\"versions\":["
                + entry
                + "]}},\"v\":1}");
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = random.nextBoolean() ? mutator.mutate(json, json) : withCanary(json);
      refuse(Canaries.detector(), () -> EntriesParser.parse(ReferenceFile.frame(damaged)));
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void ofDamagedKeys() {
    String text = KeyFileText.format(Samples.KEY).revealUtf8();
    // a damaged key still shows most of these pieces
    LeakDetector pieces =
        LeakDetector.watching(
            IntStream.range(0, text.length() / 12)
                .mapToObj(i -> SecretValue.ofUtf8(text.substring(12 * i, 12 * i + 12)))
                .toArray(SecretValue[]::new));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < ROUNDS; i++) {
      byte[] damaged = Bytes.concat(mutator.mutate(bytes, bytes), Bytes.ascii("!"));
      refuse(pieces, () -> KeyFileText.parse(SecretValue.of(damaged)));
    }
    assertThat(refused).isEqualTo(ROUNDS);
  }

  private byte[] withCanary(byte[] json) {
    int at = random.nextInt(json.length);
    return Bytes.concat(Arrays.copyOf(json, at), CANARY, Arrays.copyOfRange(json, at, json.length));
  }

  private void refuse(LeakDetector detector, ThrowingCallable call) {
    try {
      call.call();
    } catch (HalfturnException e) {
      refused++;
      assertThat(detector.scan(e)).as("seed %d", seed).isEmpty();
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed, e);
    }
  }
}
