// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.reference.ReferenceContent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any changes in any order leave what a simple model says, in canonical form. */
class EntriesPropertiesTest {

  record Step(SortedMap<SecretName, Optional<SecretValue>> changes, long at, int keepVersions) {}

  @Property(tries = 500)
  void agreeWithASimpleModel(@ForAll("steps") List<Step> steps) {
    Entries entries = Entries.empty();
    SortedMap<String, ReferenceContent.Entry> model = new TreeMap<>();
    for (Step step : steps) {
      entries = entries.apply(step.changes(), Instant.ofEpochMilli(step.at()), step.keepVersions());
      step.changes().forEach((name, value) -> apply(model, name.value(), value, step));

      ReferenceContent expected = new ReferenceContent(model);
      String json = new String(Samples.json(entries), StandardCharsets.US_ASCII);
      assertThat(json).isEqualTo(expected.toJson());
      EntriesCheck.assertHolds(entries, expected);
      EntriesCheck.assertHolds(EntriesParser.parse(entries.plaintext()), expected);
    }
  }

  private static void apply(
      SortedMap<String, ReferenceContent.Entry> model,
      String name,
      Optional<SecretValue> value,
      Step step) {
    ReferenceContent.Entry old = model.getOrDefault(name, new ReferenceContent.Entry(0, List.of()));
    if (value.isEmpty()) {
      model.computeIfPresent(name, (n, e) -> new ReferenceContent.Entry(e.last(), List.of()));
      return;
    }
    long newest = old.versions().isEmpty() ? 0 : old.versions().get(0).at();
    List<ReferenceContent.Version> versions = new ArrayList<>();
    versions.add(
        new ReferenceContent.Version(
            Math.max(newest, step.at()),
            old.last() + 1,
            Base64.getUrlEncoder().withoutPadding().encodeToString(value.get().reveal())));
    versions.addAll(old.versions());
    model.put(
        name,
        new ReferenceContent.Entry(
            old.last() + 1,
            List.copyOf(versions.subList(0, Math.min(versions.size(), step.keepVersions())))));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<SecretName> names =
        Arbitraries.of("a", "a/b", "a-b", "a0", "b", "b/c/d", "zz-9").map(SecretName::of);
    Arbitrary<Optional<SecretValue>> values =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMinSize(1)
            .ofMaxSize(40)
            .map(SecretValue::of)
            .optional(0.8);
    Arbitrary<SortedMap<SecretName, Optional<SecretValue>>> changes =
        Arbitraries.maps(names, values).ofMaxSize(5).map(TreeMap::new);
    return Combinators.combine(
            changes, Arbitraries.longs().between(0, 1L << 41), Arbitraries.integers().between(1, 4))
        .as(Step::new)
        .list()
        .ofMaxSize(8);
  }
}
