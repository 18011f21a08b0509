// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.file.reference.ReferenceContent;
import dev.halfturn.store.file.reference.ReferenceFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is accepted would be written again byte for byte. */
class CanonicalFormTest {

  private static final byte[] JSON =
      Bytes.ascii(
          "{\"entries\":{\"a-1\":{\"last\":0,\"versions\":[]},\"a/b\":{\"last\":12,\"versions\":["
              + "{\"at\":10,\"seq\":12,\"value\":\"AAEC\"},{\"at\":9,\"seq\":3,\"value\":\"_w\"}"
              + "]},\"b\":{\"last\":1,\"versions\":[{\"at\":1,\"seq\":1,\"value\":\"-_8\"}]}},"
              + "\"v\":1}");
  private static final byte[] TELLING = Bytes.ascii("{}[]\",:0123456789abAB-_/\\ ez.+=");

  private final int mutations = Integer.getInteger("halfturn.fuzz.mutations");
  private final long seed = Samples.RANDOM.nextLong();
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void contentIsRefusedOrAGeneralParserWritesItAgainTheSame() {
    int accepted = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] json = mutate();
      if (accepts(json)) {
        accepted++;
        assertThat(ReferenceContent.parse(json).toJson())
            .as("seed %d, round %d", seed, i)
            .isEqualTo(new String(json, StandardCharsets.UTF_8));
      }
    }

    assertThat(accepted).as("accepted ones, of which most show nothing").isGreaterThan(100);
  }

  @Test
  void aHeaderIsRefusedOrEncodedAgainTheSame() {
    byte[] file = Samples.storeOfTwoKeys(100).file();
    Mutator mutator = new Mutator(seed);
    int accepted = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] damaged = mutator.mutate(file, file);
      try {
        byte[] encoded = FileLayout.encodeHeader(FileLayout.parse(damaged).header());
        accepted++;
        assertThat(Arrays.mismatch(damaged, encoded))
            .as("seed %d, round %d", seed, i)
            .isEqualTo(encoded.length);
      } catch (HalfturnException e) {
        assertThat(e.reason()).isIn("STORE_CORRUPT", "UNSUPPORTED_VERSION");
      }
    }

    assertThat(accepted).isGreaterThan(100);
  }

  private byte[] mutate() {
    byte[] json = JSON.clone();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int at = random.nextInt(json.length);
      byte telling = TELLING[random.nextInt(TELLING.length)];
      switch (random.nextInt(4)) {
        case 0 -> json[at] = telling;
        case 1 -> json[at] = (byte) random.nextInt();
        case 2 -> json = ReferenceFile.cut(json, at, Math.min(json.length, at + 1));
        default ->
            json =
                Bytes.concat(
                    Arrays.copyOf(json, at),
                    new byte[] {telling},
                    Arrays.copyOfRange(json, at, json.length));
      }
    }
    return json;
  }

  private static boolean accepts(byte[] json) {
    try {
      EntriesParser.parse(ReferenceFile.frame(json));
      return true;
    } catch (HalfturnException e) {
      assertThat(e.reason()).isIn("STORE_CORRUPT", "UNSUPPORTED_VERSION");
      return false;
    }
  }
}
