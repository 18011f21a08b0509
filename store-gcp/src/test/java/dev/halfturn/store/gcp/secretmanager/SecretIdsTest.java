// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretIdsTest {

  private static final int NAMES = 20_000;
  private static final String LONGEST_PREFIX = "p".repeat(SecretIds.MAX_PREFIX);

  private static SecretIds ids(Map<String, String> settings) {
    return SecretIds.of(
        PluginConfig.parse(SecretManagerOptions.ALL, settings).config().orElseThrow());
  }

  /** Short ones of few letters, so that they come close to one another. */
  private static SecretName anyName(Random random) {
    StringBuilder name = new StringBuilder();
    int segments = 1 + random.nextInt(4);
    for (int i = 0; i < segments; i++) {
      name.append(i == 0 ? "" : "/").append("ab1".charAt(random.nextInt(3)));
      for (int j = random.nextInt(3); j > 0; j--) {
        name.append(random.nextBoolean() ? "-" : "").append("ab1".charAt(random.nextInt(3)));
      }
    }
    return new SecretName(name.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "prod", "a-b_c"})
  void eachNameHasAnIdOfItsOwnThatLeadsBackToIt(String prefix) {
    SecretIds ids = ids(prefix.isEmpty() ? Map.of() : Map.of("prefix", prefix));
    Map<String, SecretName> taken = new HashMap<>();
    Random random = new Random(42);
    for (int i = 0; i < NAMES; i++) {
      SecretName name = anyName(random);

      String id = ids.id(name);

      assertThat(id).matches("[A-Za-z0-9_-]{1,255}");
      assertThat(ids.entry(id)).contains(name);
      SecretName other = taken.putIfAbsent(id, name);
      assertThat(other == null || other.equals(name)).as("%s, %s", name, other).isTrue();
    }
  }

  @Test
  void theLongestNamesFitBehindTheLongestPrefix() {
    SecretIds ids = ids(Map.of("prefix", LONGEST_PREFIX));

    for (SecretName name :
        new SecretName[] {
          new SecretName("a".repeat(SecretName.MAX_LENGTH)),
          new SecretName("a/".repeat(SecretName.MAX_LENGTH / 2 - 1) + "ab")
        }) {
      assertThat(ids.id(name)).hasSizeLessThanOrEqualTo(255);
      assertThat(ids.entry(ids.id(name))).contains(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Erp", "erp_x", "erp---x", "--erp", "erp--", "", "erp--X"})
  void whatNoEntryIsCalledIsSomebodyElses(String id) {
    assertThat(ids(Map.of()).entry(id)).isEmpty();
    assertThat(ids(Map.of("prefix", "prod")).entry("prod--" + id)).isEmpty();
    assertThat(ids(Map.of("prefix", "prod")).entry("prod")).isEmpty();
  }
}
