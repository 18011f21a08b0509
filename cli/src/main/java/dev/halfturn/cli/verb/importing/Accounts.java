// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.client.KnownName;
import dev.halfturn.cli.client.Role;
import dev.halfturn.cli.output.SecretShape;
import dev.halfturn.spi.SecretValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts together which client id, client secret and refresh token of a place belong together: those
 * of one account and of one family of names; what has a family of its own goes to the only client
 * id there is for it. An account of the environment that lacks an id or a secret has those without
 * an account, as python-amazon-sp-api has it.
 */
final class Accounts {

  /** One credential under a name that is known. */
  private record Named(KnownName name, String section, Entry entry) {
    String account() {
      String account = name.account().isEmpty() ? section : name.account();
      return account.isEmpty() || SecretShape.isIn(account) ? Found.DEFAULT_ACCOUNT : account;
    }

    boolean has(Role role) {
      return name.role() == role;
    }

    boolean usual() {
      return name.role().fits(entry.value());
    }
  }

  /** What stands for a value that is elsewhere: a variable, or an address in some vault. */
  private static final Pattern REFERENCE = Pattern.compile("\\$\\w+|\\$?\\{.*}|\\w+://.*");

  private final Place place;
  private final List<Named> named = new ArrayList<>();
  private final Set<Named> used = new LinkedHashSet<>();

  Accounts(Place place, List<Entry> entries) {
    this.place = place;
    for (Entry entry : entries) {
      KnownName.of(entry.name())
          .map(name -> new Named(name, entry.section(), entry))
          .filter(Accounts::maybe)
          .ifPresent(named::add);
    }
  }

  /** A name proves nothing, so that id and token must look right; secrets looked different once. */
  private static boolean maybe(Named named) {
    String value = named.entry().value();
    return named.has(Role.CLIENT_SECRET)
        ? !value.isEmpty() && !REFERENCE.matcher(value).matches()
        : named.usual();
  }

  /** The accounts, in the order of the place. */
  List<Found> found() {
    Map<String, List<Named>> accounts = new LinkedHashMap<>();
    named.forEach(
        one -> accounts.computeIfAbsent(one.account(), key -> new ArrayList<>()).add(one));
    List<Found> found = new ArrayList<>();
    accounts.forEach((account, members) -> found.addAll(of(account, members)));
    return found;
  }

  /** The names of secrets and tokens that no client id was found for; after {@link #found}. */
  List<String> leftOver() {
    return named.stream()
        .filter(one -> !used.contains(one))
        .filter(Named::usual)
        .filter(one -> !one.has(Role.CLIENT_ID))
        .map(one -> one.entry().name())
        .distinct()
        .toList();
  }

  private List<Found> of(String account, List<Named> members) {
    if (members.stream().allMatch(one -> one.has(Role.CLIENT_SECRET))) {
      return List.of();
    }
    List<Named> pool = new ArrayList<>(members);
    for (Role role : List.of(Role.CLIENT_ID, Role.CLIENT_SECRET)) {
      if (members.stream().noneMatch(one -> one.has(role))) {
        common(role).forEach(pool::add);
      }
    }
    List<Found> found = new ArrayList<>();
    List<Named> ids = ids(pool);
    for (Named id : ids) {
      used.add(id);
      found.add(
          new Found(
              place,
              account,
              id.entry().value(),
              belonging(Role.CLIENT_SECRET, id, ids, pool),
              belonging(Role.REFRESH_TOKEN, id, ids, pool)));
    }
    return found;
  }

  private Stream<Named> common(Role role) {
    return place.format().filter(Place.Format::keepsAccountsApart).isPresent()
        ? Stream.empty()
        : named.stream().filter(one -> one.has(role) && one.name().account().isEmpty());
  }

  /** One for each client id, the first that has it. */
  private static List<Named> ids(List<Named> pool) {
    Map<String, Named> ids = new LinkedHashMap<>();
    pool.stream()
        .filter(one -> one.has(Role.CLIENT_ID))
        .forEach(one -> ids.putIfAbsent(one.entry().value(), one));
    return List.copyOf(ids.values());
  }

  private Optional<Found.Credential> belonging(
      Role role, Named id, List<Named> ids, List<Named> pool) {
    Predicate<Named> ofFamily = one -> one.name().family().equals(id.name().family());
    List<Named> candidates = pool.stream().filter(one -> one.has(role)).toList();
    Optional<Named> chosen = candidates.stream().filter(ofFamily).findFirst();
    if (chosen.isEmpty()) {
      Set<String> families = new LinkedHashSet<>();
      ids.forEach(other -> families.add(other.name().family()));
      List<Named> free =
          candidates.stream()
              .filter(one -> !families.contains(one.name().family()) && one.usual())
              .toList();
      boolean one = free.stream().map(other -> other.entry().value()).distinct().count() == 1;
      chosen = one ? Optional.of(free.get(0)) : Optional.empty();
    }
    chosen.ifPresent(
        taken ->
            candidates.stream()
                .filter(other -> other.entry().value().equals(taken.entry().value()))
                .forEach(used::add));
    return chosen.map(
        taken -> new Found.Credential(SecretValue.ofUtf8(taken.entry().value()), taken.usual()));
  }
}
