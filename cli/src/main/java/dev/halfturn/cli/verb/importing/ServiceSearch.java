// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.client.Role;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.plugin.Configuration;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.AdoptingStoreFactory;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ForeignEntry;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lies in a service under the names that a recipe gave it: in the store in use if it is of
 * that service, else in the first configured store that is, else where the plug-in looks by itself.
 */
final class ServiceSearch {

  /** What holds sets made by the recipe. */
  private static final String TYPE = "aws-ssm";

  private final PluginInstance<SecretStore> store;
  private final List<ForeignEntry> entries;

  /** Names of applications by client id. */
  private final Map<String, String> names = new HashMap<>();

  private ServiceSearch(PluginInstance<SecretStore> store, List<ForeignEntry> entries) {
    this.store = store;
    this.entries = entries;
  }

  static ServiceSearch in(Invocation invocation) {
    PluginInstance<SecretStore> store = store(invocation.configuration());
    if (!(store.factory() instanceof AdoptingStoreFactory factory)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNSUPPORTED,
                  "the plug-in '" + store.factory().name() + "' looks for nothing of others")
              .withHint("name a file, or see 'halfturn import --help'"));
    }
    List<ForeignEntry> entries =
        factory.findForeign(store.config(), invocation.context(store.name()));
    return new ServiceSearch(store, entries);
  }

  private static PluginInstance<SecretStore> store(Configuration configuration) {
    return Stream.concat(Stream.of(configuration.store().name()), configuration.stores().stream())
        .map(configuration::store)
        .filter(one -> one.factory() instanceof AdoptingStoreFactory)
        .findFirst()
        .orElseGet(() -> configuration.store(TYPE));
  }

  /** The instance that was looked in. */
  String storeName() {
    return store.name();
  }

  /** Where was looked. */
  Place place() {
    return new Place("store '" + store.name() + "'", Optional.empty(), Optional.empty());
  }

  /** What was found, one for each application. */
  List<Found> found() {
    Map<String, Map<SecretName, ForeignEntry>> apps = new LinkedHashMap<>();
    for (ForeignEntry entry : entries) {
      Map<SecretName, ForeignEntry> app =
          apps.computeIfAbsent(app(entry.name()), name -> new LinkedHashMap<>());
      ForeignEntry other = app.put(entry.name(), entry);
      if (other != null) {
        throw two(other, entry);
      }
    }
    List<Found> found = new ArrayList<>();
    apps.forEach((app, members) -> found(app, members).ifPresent(found::add));
    return found;
  }

  private Optional<Found> found(String app, Map<SecretName, ForeignEntry> members) {
    return credential(Role.CLIENT_ID, members, CredentialNames.clientId(app))
        .map(id -> id.value().revealUtf8().strip())
        .map(
            clientId -> {
              names.putIfAbsent(clientId, app);
              SecretName token = CredentialNames.refreshToken(app, CredentialNames.DEFAULT_SELLER);
              return new Found(
                  place(),
                  Found.DEFAULT_ACCOUNT,
                  clientId,
                  credential(Role.CLIENT_SECRET, members, CredentialNames.clientSecret(app)),
                  credential(Role.REFRESH_TOKEN, members, token));
            });
  }

  private static Optional<Found.Credential> credential(
      Role role, Map<SecretName, ForeignEntry> members, SecretName name) {
    return Optional.ofNullable(members.get(name))
        .map(ForeignEntry::value)
        .map(value -> new Found.Credential(value, role.fits(value.revealUtf8())));
  }

  /** How the recipe calls an application; after {@link #found}. */
  Optional<String> name(FoundApplication application) {
    return Optional.ofNullable(names.get(application.clientId()));
  }

  /** The parameters of an application, as the service calls them. */
  List<String> rawNames(String app) {
    return entries.stream()
        .filter(entry -> app(entry.name()).equals(app))
        .map(ForeignEntry::rawName)
        .toList();
  }

  /** The settings under which the store finds the entries of an application where they are. */
  Map<String, String> settings(String app) {
    Map<String, String> settings = new LinkedHashMap<>();
    entries.stream()
        .filter(entry -> app(entry.name()).equals(app))
        .forEach(
            entry ->
                entry
                    .options()
                    .forEach(
                        (option, value) ->
                            settings.put("store." + store.name() + "." + option, value)));
    return settings;
  }

  private static String app(SecretName name) {
    return name.value().substring(0, name.value().indexOf('/'));
  }

  /** Which of them others read cannot be known from here. */
  private static HalfturnException two(ForeignEntry first, ForeignEntry second) {
    return new HalfturnException(
        Problem.of(
                ErrorCode.CONFLICT,
                "TWO_OF_ONE",
                first.rawName() + " and " + second.rawName() + " would both be " + first.name())
            .withHint("delete the one that nobody reads, then import again"));
  }
}
