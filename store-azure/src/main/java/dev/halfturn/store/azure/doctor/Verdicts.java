// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What answers of a vault mean. Asks nobody. */
final class Verdicts {

  private static final String RIGHTS = "rights";

  private Verdicts() {}

  /** Whether it can be reached: any answer that a vault itself gives says so. */
  static Observed reached(String vault, Answer answer) {
    if (answer.status() == 0) {
      return Observed.of(Level.FAILURE, "vault", answer.failure().orElseThrow().getMessage())
          .advising(
              answer
                  .failure()
                  .orElseThrow()
                  .hint()
                  .orElse(
                      "see vault or endpoint; with a private endpoint its name must resolve to that"
                          + " here"));
    }
    if (answer.name().equals("ForbiddenByFirewall")) {
      return Observed.of(Level.FAILURE, "vault", "the firewall of " + vault + " lets nobody in")
          .advising("az keyvault network-rule add --name " + vault + " --ip-address ADDRESS");
    }
    if (answer.name().equals("ForbiddenByConnection")) {
      return Observed.of(
              Level.FAILURE, "vault", vault + " takes calls through its private endpoint only")
          .advising("let its name resolve to the private endpoint here");
    }
    return Observed.of(Level.OK, "vault", vault + " answers");
  }

  /**
   * Which rights there are, by answers about a secret that does not exist.
   *
   * @param probes by what the right is called
   */
  static Observed rights(Map<String, Answer> probes) {
    List<String> missing =
        probes.entrySet().stream()
            .filter(probe -> probe.getValue().status() == 403)
            .map(Map.Entry::getKey)
            .toList();
    List<String> unknown =
        probes.entrySet().stream()
            .filter(probe -> !List.of(200, 403, 404).contains(probe.getValue().status()))
            .map(Map.Entry::getKey)
            .toList();
    if (!missing.isEmpty()) {
      boolean byPolicy =
          probes.values().stream()
              .anyMatch(
                  answer -> List.of("AccessDenied", "ForbiddenByPolicy").contains(answer.name()));
      return Observed.of(Level.WARNING, RIGHTS, "missing: " + String.join(", ", missing))
          .advising(
              byPolicy
                  ? "the vault decides by access policies: az keyvault set-policy, or change it to"
                      + " roles"
                  : "a reader needs get alone; else: halfturn store policy");
    }
    return unknown.isEmpty()
        ? Observed.of(Level.OK, RIGHTS, String.join(", ", probes.keySet()))
        : Observed.of(Level.UNKNOWN, RIGHTS, "nobody could look: " + String.join(", ", unknown));
  }

  /** A deleted secret that holds the name of an entry. */
  static Optional<Observed> deleted(String vault, String secret, Answer answer) {
    return answer.status() == 200
        ? Optional.of(
            Observed.of(Level.FAILURE, secret, "was deleted, and can be had back")
                .advising("az keyvault secret recover --vault-name " + vault + " --name " + secret))
        : Optional.empty();
  }

  /**
   * The newest version of a client secret.
   *
   * @param versions as the vault lists them
   */
  static List<Observed> newest(String vault, String secret, Answer versions) {
    TreeMap<Long, Map<?, ?>> byAge = new TreeMap<>();
    if (versions.body().get("value") instanceof List<?> list) {
      list.forEach(
          version -> {
            Map<?, ?> members = members(version);
            byAge.put(number(members(members.get("attributes")).get("created")), members);
          });
    }
    if (byAge.isEmpty()) {
      return List.of();
    }
    Map<?, ?> attributes = members(byAge.lastEntry().getValue().get("attributes"));
    if (Boolean.FALSE.equals(attributes.get("enabled"))) {
      return List.of(
          Observed.of(Level.FAILURE, secret, "its newest version is disabled: nobody can read it")
              .advising(
                  "az keyvault secret set-attributes --enabled true --vault-name "
                      + vault
                      + " --name "
                      + secret));
    }
    if (attributes.get("exp") == null) {
      return List.of(
          Observed.of(
                  Level.WARNING, secret, "has no date of its end, so that the vault tells nobody")
              .advising("halfturn status, which writes the date that is known"));
    }
    return List.of(
        Observed.of(
            Level.OK,
            secret,
            "the vault tells of its end, " + Instant.ofEpochSecond(number(attributes.get("exp")))));
  }

  private static Map<?, ?> members(Object value) {
    return value instanceof Map<?, ?> members ? members : Map.of();
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
