// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import dev.halfturn.store.aws.secretsmanager.AppCredentials.Member;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Secrets in AWS Secrets Manager. A version is known by the label that AWS moves with it: what is
 * not, or was not, current is no version of an entry.
 *
 * <p>Where entries are members of one secret, a version of it is a version of each of them.
 */
final class SecretsManagerStore implements ConditionalSecretStore, VersionedSecretStore {

  private static final int SHORTEST_ID = 32;
  private static final int LONGEST_ID = 64;

  private final CallGate gate;
  private final Places places;
  private final SecretsApi api;
  private final Writing writing;
  private final MemberWriting members;
  private final Reading reading;
  private final int recoveryDays;

  SecretsManagerStore(
      String owner, Places places, SecretsApi api, Writing writing, int recoveryDays) {
    this.gate = new CallGate(owner);
    this.places = places;
    this.api = api;
    this.writing = writing;
    this.members = new MemberWriting(owner, api, writing, recoveryDays);
    this.reading = new Reading(api);
    this.recoveryDays = recoveryDays;
  }

  @Override
  public Optional<StoredSecret> find(SecretName name) {
    return gate.pass(() -> current(name));
  }

  private Optional<StoredSecret> current(SecretName name) {
    Place place = places.of(name);
    return api.get(place.secret(), Stage.CURRENT).flatMap(held -> entry(name, place, held));
  }

  private static Optional<StoredSecret> entry(SecretName name, Place place, Held held) {
    return place
        .member()
        .map(member -> AppCredentials.read(place.secret(), held.content()).get(member))
        .orElseGet(() -> Optional.of(held.content()))
        .map(value -> new StoredSecret(name, held.version(), value));
  }

  @Override
  public Map<SecretName, StoredSecret> findAll(Set<SecretName> names) {
    return gate.pass(
        () -> {
          Map<SecretName, Place> wanted = new HashMap<>();
          names.forEach(name -> wanted.put(name, places.of(name)));
          Set<String> secrets = new TreeSet<>(wanted.values().stream().map(Place::secret).toList());
          Map<String, Held> held = reading.all(secrets);
          Map<SecretName, StoredSecret> found = new TreeMap<>();
          wanted.forEach(
              (name, place) ->
                  Optional.ofNullable(held.get(place.secret()))
                      .flatMap(one -> entry(name, place, one))
                      .ifPresent(secret -> found.put(name, secret)));
          return found;
        });
  }

  @Override
  public SecretVersion put(SecretName name, SecretValue value) {
    return gate.pass(
        () -> {
          Place place = places.of(name);
          return place
              .member()
              .map(member -> members.put(place.secret(), member, value))
              .orElseGet(() -> writing.put(place.secret(), value));
        });
  }

  @Override
  public Optional<SecretVersion> putIfAbsent(SecretName name, SecretValue value) {
    return gate.pass(
        () -> {
          Place place = places.of(name);
          return place
              .member()
              .map(member -> members.putIfAbsent(place.secret(), member, value))
              .orElseGet(() -> writing.create(place.secret(), value));
        });
  }

  @Override
  public Optional<SecretVersion> putIfVersion(
      SecretName name, SecretValue value, String expectedVersionId) {
    return gate.pass(
        () -> {
          if (!isId(expectedVersionId)) {
            return Optional.empty();
          }
          Place place = places.of(name);
          return place
              .member()
              .map(member -> members.replace(place.secret(), member, value, expectedVersionId))
              .orElseGet(() -> writing.replace(place.secret(), value, expectedVersionId));
        });
  }

  @Override
  public List<SecretVersion> versions(SecretName name) {
    return gate.pass(
        () -> {
          Place place = places.of(name);
          Optional<StoredSecret> current = current(name);
          if (current.isEmpty()) {
            return List.of();
          }
          Optional<StoredSecret> previous =
              api.get(place.secret(), Stage.PREVIOUS).flatMap(held -> entry(name, place, held));
          return Stream.of(current, previous)
              .flatMap(Optional::stream)
              .map(StoredSecret::version)
              .distinct()
              .toList();
        });
  }

  @Override
  public Optional<StoredSecret> find(SecretName name, String versionId) {
    return gate.pass(
        () -> {
          if (!isId(versionId)) {
            return Optional.empty();
          }
          Place place = places.of(name);
          Optional<Held> held = api.get(place.secret(), versionId).filter(Held::wasPromoted);
          if (place.member().isPresent()
              && held.filter(one -> !one.bears(Stage.CURRENT)).isPresent()
              && current(name).isEmpty()) {
            return Optional.empty(); // the member was deleted, the secret lives on
          }
          return held.flatMap(one -> entry(name, place, one));
        });
  }

  private static boolean isId(String version) {
    return version.length() >= SHORTEST_ID && version.length() <= LONGEST_ID;
  }

  @Override
  public void delete(SecretName name) {
    gate.pass(
        () -> {
          Place place = places.of(name);
          Optional<Member> member = place.member();
          if (member.isPresent()) {
            members.delete(place.secret(), member.get());
          } else {
            api.delete(place.secret(), recoveryDays);
          }
          return null;
        });
  }

  @Override
  public Stream<SecretName> names(String prefix) {
    return gate.pass(
        () -> {
          Set<SecretName> found = new TreeSet<>();
          api.list(places.secretsWithin(prefix)).stream()
              .map(places::entryIn)
              .flatMap(Optional::stream)
              .filter(name -> name.isWithin(prefix))
              .forEach(found::add);
          found.addAll(findAll(places.membersWithin(prefix)).keySet());
          return found.stream();
        });
  }

  @Override
  public void close() {
    gate.close();
  }
}
