// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.SecretStore;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One way in which a store may be broken.
 *
 * @param name what is wrong
 * @param world what a test begins with: given the clock, how it opens the store
 * @param rules the rules that notice, each time
 * @param luckyRules those that notice if threads happen to meet
 */
record StoreFault(
    String name,
    Function<InstantSource, Supplier<SecretStore>> world,
    List<String> rules,
    List<String> luckyRules) {

  /** A fault of each opened store. */
  static StoreFault inStore(
      String name, Function<InMemorySecretStore, SecretStore> broken, String... rules) {
    return new StoreFault(
        name,
        clock -> {
          InMemorySecretStore data = new InMemorySecretStore(clock);
          return () -> broken.apply(data.openAgain());
        },
        List.of(rules),
        List.of());
  }

  /** A fault of what the stores of one test share. */
  static StoreFault inWorld(
      String name, Function<InstantSource, Supplier<SecretStore>> world, String... rules) {
    return new StoreFault(name, world, List.of(rules), List.of());
  }

  /** The same fault, which one more rule may notice. */
  StoreFault withLuckAlso(String rule) {
    return new StoreFault(name, world, rules, List.of(rule));
  }

  @Override
  public String toString() {
    return name;
  }
}
