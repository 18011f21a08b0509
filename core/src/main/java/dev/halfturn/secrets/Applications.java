// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The applications and sellers of a store, and their entries as {@link CredentialNames} lays them
 * out. Thread-safe; caches nothing.
 *
 * <p>Where the configuration lists applications or sellers, these are the ones that exist here,
 * whether the store has them or not: one that is listed and missing must be missed.
 *
 * <p>When a secret was made is not said here but to {@code RotationTracker}.
 */
public final class Applications {

  private final Secrets secrets;
  private final SortedSet<String> listed;
  private final Function<String, AppSettings> settings;
  private final SecretReplacement replacement;
  private final Consumer<String> onChange;
  private final BiConsumer<String, String> onSellerChange;

  /**
   * @param listed the applications the configuration lists; empty for all in the store
   * @param settings what the configuration says of an application
   * @param replacement puts another client secret in the place of one that Amazon may still accept
   * @param onChange told of each application that has just been added, replaced or removed
   * @param onSellerChange told of each application and seller that has just been; the application's
   *     others are as they were
   */
  public Applications(
      Secrets secrets,
      Set<String> listed,
      Function<String, AppSettings> settings,
      SecretReplacement replacement,
      Consumer<String> onChange,
      BiConsumer<String, String> onSellerChange) {
    this.secrets = Objects.requireNonNull(secrets);
    this.listed = new TreeSet<>(listed);
    this.settings = Objects.requireNonNull(settings);
    this.replacement = Objects.requireNonNull(replacement);
    this.onChange = Objects.requireNonNull(onChange);
    this.onSellerChange = Objects.requireNonNull(onSellerChange);
  }

  /** The applications, sorted. Lists the store. */
  public List<String> names() {
    if (!listed.isEmpty()) {
      return List.copyOf(listed);
    }
    return secrets.names("").stream()
        .flatMap(name -> CredentialNames.appOf(name).stream())
        .distinct()
        .toList();
  }

  /** The sellers of an application, sorted; none if there is no such application. */
  public List<String> sellers(String app) {
    SortedSet<String> configured = settings.apply(CredentialNames.app(app)).sellers();
    if (!configured.isEmpty()) {
      return List.copyOf(configured);
    }
    return secrets.names(refreshTokens(app)).stream()
        .flatMap(name -> CredentialNames.sellerOf(name).stream())
        .sorted()
        .toList();
  }

  /**
   * The client id of an application.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if neither configuration nor store has it
   */
  public String clientId(String app) {
    return configuredClientId(app)
        .orElseGet(() -> text(secrets.get(CredentialNames.clientId(app))));
  }

  /**
   * The region in which a seller's authorization is valid: of the configuration, else of the store,
   * the seller's before the application's; {@link SpApiRegion#NA} if nothing is said.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if the store says something else
   */
  public SpApiRegion region(String app, String seller) {
    SecretName ofSeller = CredentialNames.profile(app, seller);
    SecretName ofApp = CredentialNames.profile(app);
    AppSettings said = settings.apply(app);
    Optional<SpApiRegion> configured = Optional.ofNullable(said.sellerRegions().get(seller));
    if (configured.isPresent()) {
      return configured.get();
    }
    Map<SecretName, StoredSecret> stored = secrets.findAll(Set.of(ofSeller, ofApp));
    return Optional.ofNullable(stored.get(ofSeller))
        .flatMap(entry -> Profile.of(entry).region())
        .or(said::region)
        .or(
            () ->
                Optional.ofNullable(stored.get(ofApp)).flatMap(entry -> Profile.of(entry).region()))
        .orElse(SpApiRegion.NA);
  }

  /**
   * The region of an application itself: of the configuration, else of the store; {@link
   * SpApiRegion#NA} if nothing is said.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if the store says something else
   */
  public SpApiRegion region(String app) {
    return settings
        .apply(app)
        .region()
        .or(
            () ->
                secrets
                    .find(CredentialNames.profile(app))
                    .flatMap(entry -> Profile.of(entry).region()))
        .orElse(SpApiRegion.NA);
  }

  /**
   * Checks an addition, and writes nothing.
   *
   * @throws HalfturnException as {@link #add}
   */
  public void checkAdd(NewApplication app) {
    CredentialNames.app(app.name());
    requireListed("application", app.name(), listed, "apps");
    String clientId = CredentialRules.clientId(app.clientId());
    CredentialRules.clientSecret(app.clientSecret(), Optional.of(clientId));
    Optional<SecretValue> current = clientSecret(app.name());
    if (current.isEmpty()) {
      return;
    }
    if (!app.replace()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "APP_EXISTS",
                  "application '" + app.name() + "' exists in store '" + secrets.storeName() + "'")
              .withHint("to bring it a new client secret, rotate it; or ask to replace it"));
    }
    boolean sameClient =
        configuredClientId(app.name())
            .or(() -> secrets.find(CredentialNames.clientId(app.name())).map(Applications::text))
            .map(clientId::equals)
            .orElse(true);
    if (!sameClient && !current.get().equals(app.clientSecret())) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "OTHER_CLIENT",
                  "application '"
                      + app.name()
                      + "' has another client id, and Amazon may still accept its client secrets")
              .withHint(
                  "add the new one under another name, or remove '" + app.name() + "' first"));
    }
  }

  /**
   * Adds an application. In a store without batches a crash in between leaves it without its client
   * secret, and the same call completes it.
   *
   * <p>Where it replaces one of that name, no client secret of that is lost. If it is the same
   * client, they are kept as {@link SecretReplacement} says. If it is another client, they would be
   * of no use to this one and could not be had again, so that is refused; but the same client
   * secret under another client id corrects the id.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the name is not legal or a
   *     credential is none; {@link ErrorCode#CONFLICT}, reason {@code APP_EXISTS}, if it exists and
   *     is not to be replaced; {@link ErrorCode#FAILED_PRECONDITION}, reason {@code OTHER_CLIENT},
   *     if it exists with another client id and another client secret, {@code INBOX_FULL}, if there
   *     is no room to keep what would be replaced, {@code NOT_THE_OWNER}, if another instance makes
   *     the rotations and a client secret would be replaced, or {@code NOT_LISTED}, if the
   *     configuration lists applications and not this one
   */
  public void add(NewApplication app) {
    checkAdd(app);
    String name = app.name();
    Map<SecretName, SecretValue> entries = new LinkedHashMap<>();
    String clientId = CredentialRules.clientId(app.clientId());
    entries.put(CredentialNames.clientId(name), SecretValue.ofUtf8(clientId));
    app.region()
        .ifPresent(
            region ->
                entries.put(
                    CredentialNames.profile(name), Profile.EMPTY.withRegion(region).toEntry()));
    Optional<SecretValue> current = clientSecret(name);
    if (current.isEmpty() || current.get().equals(app.clientSecret())) {
      entries.put(CredentialNames.clientSecret(name), app.clientSecret());
      secrets.putAll(entries);
    } else {
      replacement.replace(name, app.clientSecret(), entries);
    }
    onChange.accept(name);
  }

  /** The entries that {@link #remove(String)} would delete, sorted. */
  public List<SecretName> entries(String app) {
    List<SecretName> entries = new ArrayList<>();
    for (String part : List.of("lwa", "profile", "refreshtoken")) {
      entries.addAll(secrets.names(CredentialNames.app(app) + "/" + part));
    }
    return entries;
  }

  /**
   * Removes an application with its sellers, all versions included: every client secret too, also
   * one that so far lies in the inbox alone, and Amazon shows none of them again. Nothing is asked
   * and nothing kept; whoever calls this for a person shows {@link #entries} first. What else lies
   * below its name stays.
   *
   * <p>Client secret and client id go last: as long as anything is left after a crash, the
   * application is still among {@link #names}, and the same call completes the removal.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the store has nothing of it
   */
  public void remove(String app) {
    List<SecretName> entries = entries(app);
    if (entries.isEmpty()) {
      throw notFound("application '" + app + "'");
    }
    Collections.reverse(entries);
    entries.forEach(secrets::delete);
    onChange.accept(app);
  }

  /**
   * Checks an addition, and writes nothing.
   *
   * @throws HalfturnException as {@link #addSeller}
   */
  public void checkAddSeller(NewSeller seller) {
    requireLegal(seller);
    if (secrets.find(CredentialNames.clientSecret(seller.app())).isEmpty()) {
      throw notFound("application '" + seller.app() + "'");
    }
    requireNewOrReplaced(seller);
  }

  /**
   * Checks the addition of a seller to an application that is added at the same time, and writes
   * nothing.
   *
   * @throws HalfturnException as {@link #addSeller}, but not because the application is missing
   */
  public void checkAddSellerOfNewApplication(NewSeller seller) {
    requireLegal(seller);
    requireNewOrReplaced(seller);
  }

  private void requireLegal(NewSeller seller) {
    String app = CredentialNames.app(seller.app());
    CredentialNames.seller(seller.name());
    requireListed("application", app, listed, "apps");
    SortedSet<String> sellers = settings.apply(app).sellers();
    requireListed("seller", seller.name(), sellers, "app." + app + ".sellers");
    CredentialRules.refreshToken(seller.refreshToken());
  }

  private void requireNewOrReplaced(NewSeller seller) {
    String app = seller.app();
    SecretName entry = CredentialNames.refreshToken(app, seller.name());
    if (!seller.replace() && secrets.find(entry).isPresent()) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "SELLER_EXISTS",
                  "seller '" + seller.name() + "' of application '" + app + "' exists")
              .withHint("ask to replace it if the seller has authorized anew"));
    }
  }

  /**
   * Adds a seller.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if a name is not legal or the
   *     token is none; {@link ErrorCode#NOT_FOUND} if there is no such application; {@link
   *     ErrorCode#CONFLICT}, reason {@code SELLER_EXISTS}, if the seller exists and is not to be
   *     replaced; {@link ErrorCode#FAILED_PRECONDITION}, reason {@code NOT_LISTED}, if the
   *     configuration lists sellers and not this one
   */
  public void addSeller(NewSeller seller) {
    checkAddSeller(seller);
    Map<SecretName, SecretValue> entries = new LinkedHashMap<>();
    profile(seller)
        .ifPresent(
            profile ->
                entries.put(
                    CredentialNames.profile(seller.app(), seller.name()), profile.toEntry()));
    entries.put(CredentialNames.refreshToken(seller.app(), seller.name()), seller.refreshToken());
    secrets.putAll(entries);
    onSellerChange.accept(seller.app(), seller.name());
  }

  /** What is to be said of a seller; of one who has authorized anew, no end known before counts. */
  private Optional<Profile> profile(NewSeller seller) {
    Optional<Profile> known =
        secrets.find(CredentialNames.profile(seller.app(), seller.name())).map(Profile::of);
    if (known.isEmpty() && seller.region().isEmpty() && seller.authorizedUntil().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Profile(
            seller.region().or(() -> known.flatMap(Profile::region)), seller.authorizedUntil()));
  }

  /**
   * When the authorizations of an application's sellers end, of whom that is known, by seller; UTC.
   * Lists the store.
   *
   * @throws HalfturnException {@link ErrorCode#CORRUPT} if what is known of a seller is unreadable
   */
  public SortedMap<String, Instant> authorizations(String app) {
    SecretName ofApp = CredentialNames.profile(app);
    Set<SecretName> names = new HashSet<>(secrets.names(ofApp.value()));
    names.remove(ofApp);
    SortedMap<String, Instant> ends = new TreeMap<>();
    secrets
        .findAll(names)
        .forEach(
            (name, entry) ->
                Profile.of(entry)
                    .authorizedUntil()
                    .ifPresent(
                        end -> ends.put(name.value().substring(ofApp.value().length() + 1), end)));
    return ends;
  }

  /**
   * Says when a seller's authorization ends.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if there is no such seller
   */
  public void authorizedUntil(String app, String seller, Instant end) {
    if (secrets.find(CredentialNames.refreshToken(app, seller)).isEmpty()) {
      throw notFound("seller '" + seller + "' of application '" + app + "'");
    }
    SecretName name = CredentialNames.profile(app, seller);
    Profile known = secrets.find(name).map(Profile::of).orElse(Profile.EMPTY);
    secrets.put(name, known.withAuthorizedUntil(end).toEntry());
    onSellerChange.accept(app, seller);
  }

  /**
   * Removes a seller, all versions of the token included.
   *
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if the store has no token of it
   */
  public void removeSeller(String app, String seller) {
    SecretName entry = CredentialNames.refreshToken(app, seller);
    if (secrets.find(entry).isEmpty()) {
      throw notFound("seller '" + seller + "' of application '" + app + "'");
    }
    secrets.delete(CredentialNames.profile(app, seller));
    secrets.delete(entry);
    onSellerChange.accept(app, seller);
  }

  private Optional<SecretValue> clientSecret(String app) {
    return secrets.find(CredentialNames.clientSecret(app)).map(StoredSecret::value);
  }

  private Optional<String> configuredClientId(String app) {
    return settings.apply(CredentialNames.app(app)).clientId();
  }

  private static String text(StoredSecret clientId) {
    return clientId.value().revealUtf8().strip();
  }

  private static String refreshTokens(String app) {
    return CredentialNames.refreshToken(app, CredentialNames.DEFAULT_SELLER).value();
  }

  private static void requireListed(String what, String name, Set<String> listed, String setting) {
    if (!listed.isEmpty() && !listed.contains(name)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "NOT_LISTED",
                  "the configuration does not list " + what + " '" + name + "'")
              .withHint("add it to '" + setting + "' first"));
    }
  }

  private HalfturnException notFound(String what) {
    return new HalfturnException(
        Problem.of(
            ErrorCode.NOT_FOUND,
            "there is no " + what + " in store '" + secrets.storeName() + "'"));
  }
}
