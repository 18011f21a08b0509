// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The parameters of the Parameter Store that are used, and those beside them. */
final class ParameterLook {

  private static final int MAX_GET = 10;
  private static final int MAX_DESCRIBE = 50;

  private final Look look;
  private final ParameterStore store;
  private final Set<String> told = new TreeSet<>();

  ParameterLook(Look look, ParameterStore store) {
    this.look = look;
    this.store = store;
  }

  /** Whether it answers and lets the parameters be read; what it sends is not looked at. */
  List<Observed> reach() {
    List<String> names =
        store.parameters().isEmpty()
            ? List.of("/halfturn")
            : store.parameters().values().stream().limit(MAX_GET).toList();
    try {
      look.json("ssm", "AmazonSSM.GetParameters", Map.of("Names", names, "WithDecryption", false));
      return List.of(Observed.of(Level.OK, "reach", "the Parameter Store answers"));
    } catch (HalfturnException e) {
      boolean maybeRight = store.parameters().isEmpty() && e.code() == ErrorCode.PERMISSION_DENIED;
      Observed refused =
          Observed.of(maybeRight ? Level.UNKNOWN : Level.FAILURE, "reach", e.getMessage());
      return List.of(e.hint().map(refused::advising).orElse(refused));
    }
  }

  /** What is wrong with the parameters themselves. */
  List<Observed> faults() {
    Set<String> names = new TreeSet<>(store.parameters().values());
    store
        .parameters()
        .forEach(
            (entry, name) -> {
              if (ParameterStore.isClientSecret(entry)) {
                ParameterVerdicts.misspelt(name).ifPresent(names::add);
              }
            });
    List<Observed> observed = new ArrayList<>();
    try {
      List<String> left = new ArrayList<>(names);
      while (!left.isEmpty()) {
        List<String> some = left.subList(0, Math.min(MAX_DESCRIBE, left.size()));
        describe(List.copyOf(some)).forEach(metadata -> judge(metadata, observed));
        some.clear();
      }
    } catch (HalfturnException e) {
      observed.add(
          Observed.of(Level.UNKNOWN, "parameter", "types and policies: " + e.getMessage()));
    }
    return observed;
  }

  private List<Map<String, Object>> describe(List<String> names) {
    return look.pages(
        "ssm",
        "AmazonSSM.DescribeParameters",
        Map.of(
            "ParameterFilters",
            List.of(Map.of("Key", "Name", "Option", "Equals", "Values", names)),
            "MaxResults",
            MAX_DESCRIBE),
        "Parameters");
  }

  private void judge(Map<String, Object> metadata, List<Observed> observed) {
    observed.addAll(ParameterVerdicts.of(store, metadata));
    Set<String> policies =
        Answers.objects(metadata, "Policies").stream()
            .map(policy -> Answers.text(policy, "PolicyType"))
            .collect(Collectors.toSet());
    if (policies.contains("NoChangeNotification")) {
      told.add(Answers.text(metadata, "Name"));
    }
  }

  /** The parameters of which a policy tells, known after {@link #faults}. */
  Set<String> told() {
    return told;
  }
}
