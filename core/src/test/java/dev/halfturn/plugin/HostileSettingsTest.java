// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of settings with a secret in a wrong place; no problem repeats it. */
class HostileSettingsTest {

  private static final int SETTINGS = 10_000;
  private static final List<String> AROUND =
      List.of(
          "%s", "10%s", "10d%s", "https://%s/", "/tmp/%s", "true,%s", "%s,%s", "${env:%s}", "${%s");

  private final LeakDetector detector = Canaries.detector();

  @Test
  void areNotRepeated() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> keys =
        new ArrayList<>(Configuration.knownKeys(Settings.of(Map.of()), ConfigCheck.PLUGINS));
    keys.addAll(List.of("app.erp.region", "app.erp.client-id", "store.box.passphrase", "nonsense"));
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < SETTINGS; i++) {
      ConfigCheck check = ConfigCheck.of("store", "box");
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        String value = AROUND.get(random.nextInt(AROUND.size())).replace("%s", secret(random));
        check.put(keys.get(random.nextInt(keys.size())), value, Origin.CODE);
      }
      problems.addAll(check.problems());
    }
    assertThat(problems).hasSizeGreaterThan(SETTINGS);
    assertThat(problems).as("seed %d", seed).allMatch(text -> detector.scan(text).isEmpty());
  }

  private static String secret(Random random) {
    return random.nextBoolean() ? Canaries.TEXT : Canaries.CLIENT_SECRET;
  }
}
