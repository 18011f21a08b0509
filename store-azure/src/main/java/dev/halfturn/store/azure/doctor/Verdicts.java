// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What answers of a vault mean. Asks nobody. */
final class Verdicts {

  /** By the vault's second, then by the writers' tags, as the store has it. */
  private static final Comparator<Map<?, ?>> OLDEST_FIRST =
      Comparator.<Map<?, ?>>comparingLong(version -> number(attributes(version).get("created")))
          .thenComparing(version -> text(members(version.get("tags")).get("halfturn-order")))
          .thenComparing(version -> text(version.get("id")));

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
   * Which rights there are, by answers about what does not exist.
   *
   * @param label of what is observed
   * @param probes by what the right is called
   */
  static Observed rights(String label, Map<String, Answer> probes) {
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
      return Observed.of(Level.WARNING, label, "missing: " + String.join(", ", missing))
          .advising(
              byPolicy
                  ? "the vault decides by access policies: az keyvault set-policy, or change it to"
                      + " roles"
                  : "a reader needs get alone; else: halfturn store policy");
    }
    return unknown.isEmpty()
        ? Observed.of(Level.OK, label, String.join(", ", probes.keySet()))
        : Observed.of(Level.UNKNOWN, label, "nobody could look: " + String.join(", ", unknown));
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
    Optional<Map<?, ?>> newest =
        versions.body().get("value") instanceof List<?> list
            ? list.stream().<Map<?, ?>>map(Verdicts::members).max(OLDEST_FIRST)
            : Optional.empty();
    if (newest.isEmpty()) {
      return List.of();
    }
    Map<?, ?> attributes = attributes(newest.get());
    if (Boolean.FALSE.equals(attributes.get("enabled"))) {
      return List.of(
          Observed.of(
                  Level.FAILURE,
                  secret,
                  "its newest version is disabled: plain readers get an error")
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

  private static Map<?, ?> attributes(Map<?, ?> version) {
    return members(version.get("attributes"));
  }

  private static String text(Object value) {
    return value instanceof String text ? text : "";
  }

  private static long number(Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }
}
