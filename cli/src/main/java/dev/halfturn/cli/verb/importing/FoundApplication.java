// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that was found of one application: what shares a client id shares one client secret and one
 * clock. Of two places that differ the first one wins, and a remark says so.
 */
final class FoundApplication {

  private final String clientId;
  private final List<Integer> numbers = new ArrayList<>();
  private final Map<String, Found> sellers = new TreeMap<>();
  private final List<String> remarks = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();
  private Optional<Found> secret = Optional.empty();

  private FoundApplication(String clientId) {
    this.clientId = clientId;
  }

  /** The applications, in the order in which they were found. */
  static List<FoundApplication> of(List<Found> found) {
    Map<String, FoundApplication> applications = new LinkedHashMap<>();
    for (int i = 0; i < found.size(); i++) {
      applications
          .computeIfAbsent(found.get(i).clientId(), FoundApplication::new)
          .add(i + 1, found.get(i));
    }
    return List.copyOf(applications.values());
  }

  String clientId() {
    return clientId;
  }

  String shortClientId() {
    return Found.shortClientId(clientId);
  }

  /** Which of the findings, counted from 1, it was made of. */
  List<Integer> numbers() {
    return List.copyOf(numbers);
  }

  /** The client secret, if any place has it. */
  Optional<SecretValue> secret() {
    return secret.flatMap(Found::secret).map(Found.Credential::value);
  }

  /** The refresh tokens by seller, sorted. */
  Map<String, SecretValue> sellers() {
    Map<String, SecretValue> tokens = new TreeMap<>();
    sellers.forEach((name, found) -> tokens.put(name, found.refreshToken().orElseThrow().value()));
    return tokens;
  }

  /** Where it was found. */
  List<Place> places() {
    return places.stream().distinct().toList();
  }

  /** Where two places differ. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private void add(int number, Found found) {
    numbers.add(number);
    places.add(found.place());
    if (found.secret().isPresent()) {
      addSecret(found);
    }
    if (found.refreshToken().isPresent()) {
      addSeller(found);
    }
  }

  private void addSecret(Found found) {
    if (secret.isEmpty()) {
      secret = Optional.of(found);
    } else if (!secret().equals(found.secret().map(Found.Credential::value))) {
      differs("client secret", secret.get(), found);
    }
  }

  private void addSeller(Found found) {
    String name = sellerName(found.account());
    Found other = sellers.putIfAbsent(name, found);
    if (other != null
        && !other.refreshToken().orElseThrow().equals(found.refreshToken().orElseThrow())) {
      differs("refresh token of '" + name + "'", other, found);
    }
  }

  private void differs(String what, Found first, Found second) {
    remarks.add(
        "client %s: the %s of %s differs from that of %s, which wins; to have it, name its place"
            .formatted(shortClientId(), what, second.where(), first.where()));
  }

  /** {@code North_America} is seller {@code north-america}. */
  static String sellerName(String account) {
    String name =
        account.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return name.isEmpty() ? Found.DEFAULT_ACCOUNT : name;
  }
}
