// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testkit.InMemorySecretStore;
import dev.halfturn.testkit.SettableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationsTest {

  private static final String ID = "amzn1.application-oa2-client.0123";
  private static final SecretValue SECRET = SecretValue.ofUtf8("amzn1.oa2-cs.v1.first");
  private static final SecretValue OTHER = SecretValue.ofUtf8("amzn1.oa2-cs.v1.second");
  private static final SecretValue TOKEN = SecretValue.ofUtf8("Atzr|0123456789abcdef");
  private static final SecretValue NEW_TOKEN = SecretValue.ofUtf8("Atzr|fedcba9876543210");
  private static final SecretValue NOTE = SecretValue.ofUtf8("note");

  private final InMemorySecretStore store =
      new InMemorySecretStore(SettableClock.at("2026-03-01T12:00:00Z"));
  private final Secrets secrets = new Secrets("main", new StoreThatStops());

  /** How many deletions succeed before the store is gone. */
  private int deletions = Integer.MAX_VALUE;

  private final Map<String, AppSettings> settings = new TreeMap<>();
  private final Set<String> listed = new TreeSet<>();
  private final List<String> changed = new ArrayList<>();
  private final List<String> replaced = new ArrayList<>();

  /** A store without any optional ability. */
  private final class StoreThatStops implements SecretStore {

    @Override
    public Optional<StoredSecret> find(SecretName name) {
      return store.find(name);
    }

    @Override
    public SecretVersion put(SecretName name, SecretValue value) {
      return store.put(name, value);
    }

    @Override
    public void delete(SecretName name) {
      if (deletions-- <= 0) {
        throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "gone"));
      }
      store.delete(name);
    }

    @Override
    public Stream<SecretName> names(String prefix) {
      return store.names(prefix);
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private Applications applications() {
    return new Applications(
        secrets,
        listed,
        app -> settings.getOrDefault(app, AppSettings.NONE),
        this::replace,
        changed::add,
        (app, seller) -> changed.add(app + "/" + seller));
  }

  private void replace(String app, SecretValue secret, Map<SecretName, SecretValue> besides) {
    replaced.add(app);
    secrets.putAll(besides);
    secrets.put(CredentialNames.clientSecret(app), secret);
  }

  private static NewApplication replacing(String clientId, SecretValue secret) {
    return new NewApplication("erp", clientId, secret, Optional.of(SpApiRegion.EU), true);
  }

  private static NewApplication app(String name) {
    return new NewApplication(name, ID, SECRET, Optional.empty(), false);
  }

  private static NewSeller seller(String app, String name) {
    return new NewSeller(app, name, TOKEN, Optional.empty(), false);
  }

  @Nested
  class AddingAnApplication {

    @Test
    void writesTheEntriesThatOtherReadersKnow() {
      applications()
          .add(
              new NewApplication(
                  "erp", " " + ID + " ", SECRET, Optional.of(SpApiRegion.EU), false));
      assertThat(secrets.get(CredentialNames.clientId("erp")).value().revealUtf8()).isEqualTo(ID);
      assertThat(secrets.get(CredentialNames.clientSecret("erp")).value()).isEqualTo(SECRET);
      assertThat(secrets.get(CredentialNames.profile("erp")).value().revealUtf8())
          .contains("\"v\":1", "\"region\":\"eu\"");
      assertThat(applications().names()).containsExactly("erp");
      assertThat(applications().clientId("erp")).isEqualTo(ID);
      assertThat(changed).containsExactly("erp");
    }

    @Test
    void writesNoProfileWithoutARegion() {
      applications().add(app("erp"));
      assertThat(secrets.find(CredentialNames.profile("erp"))).isEmpty();
    }

    @Test
    void twiceIsAConflictThatChangesNothing() {
      applications().add(app("erp"));
      NewApplication again = new NewApplication("erp", ID, OTHER, Optional.empty(), false);
      fails(ErrorCode.CONFLICT, "APP_EXISTS", () -> applications().add(again));
      assertThat(secrets.get(CredentialNames.clientSecret("erp")).value()).isEqualTo(SECRET);
      assertThat(changed).containsExactly("erp");
    }

    @Test
    void afterACrashThatLeftNoSecretCompletesIt() {
      secrets.put(CredentialNames.clientId("erp"), SecretValue.ofUtf8(ID));
      applications().add(app("erp"));
      assertThat(secrets.get(CredentialNames.clientSecret("erp")).value()).isEqualTo(SECRET);
    }

    @Test
    void inPlaceOfAnotherSecretLeavesItToTheRotationWhatIsKept() {
      applications().add(app("erp"));
      applications().addSeller(seller("erp", "default"));
      putTrackingEntries();
      applications().add(replacing(ID, OTHER));
      assertThat(replaced).containsExactly("erp");
      assertThat(secrets.get(CredentialNames.clientSecret("erp")).value()).isEqualTo(OTHER);
      assertThat(secrets.names("erp/lwa/clientsecret")).hasSize(4);
      assertThat(applications().region("erp", "default")).isEqualTo(SpApiRegion.EU);
      assertThat(applications().sellers("erp")).containsExactly("default");
    }

    @Test
    void inPlaceOfTheSameSecretCorrectsTheClientId() {
      applications().add(app("erp"));
      putTrackingEntries();
      applications().add(replacing(ID + "4", SECRET));
      assertThat(replaced).isEmpty();
      assertThat(applications().clientId("erp")).isEqualTo(ID + "4");
      assertThat(secrets.names("erp/lwa/clientsecret")).hasSize(4);
    }

    @Test
    void inPlaceOfAnotherClientIsRefusedBecauseItsSecretsMayLive() {
      applications().add(app("erp"));
      putTrackingEntries();
      fails(
          ErrorCode.FAILED_PRECONDITION,
          "OTHER_CLIENT",
          () -> applications().add(replacing(ID + "4", OTHER)));
      fails(
          ErrorCode.FAILED_PRECONDITION,
          "OTHER_CLIENT",
          () -> applications().checkAdd(replacing(ID + "4", OTHER)));
      assertThat(applications().clientId("erp")).isEqualTo(ID);
      assertThat(secrets.get(CredentialNames.clientSecret("erp")).value()).isEqualTo(SECRET);
      assertThat(secrets.names("erp/lwa/clientsecret")).hasSize(4);
      assertThat(replaced).isEmpty();
    }

    @Test
    void isCheckedByTheClientIdThatCounts() {
      applications().add(app("erp"));
      settings.put("erp", configured(ID + "4"));
      applications().checkAdd(replacing(ID + "4", OTHER));
      fails(
          ErrorCode.FAILED_PRECONDITION,
          "OTHER_CLIENT",
          () -> applications().checkAdd(replacing(ID, OTHER)));
    }

    @Test
    void whoseClientIdIsNotKnownMayBeTheSame() {
      secrets.put(CredentialNames.clientSecret("erp"), SECRET);
      applications().add(replacing(ID, OTHER));
      assertThat(replaced).containsExactly("erp");
    }

    @Test
    void withAWrongCredentialWritesNothing() {
      fails(
          ErrorCode.INVALID_ARGUMENT,
          "CLIENT_SECRET_IS_CLIENT_ID",
          () ->
              applications()
                  .add(
                      new NewApplication(
                          "erp", ID, SecretValue.ofUtf8(ID), Optional.empty(), false)));
      fails(
          ErrorCode.INVALID_ARGUMENT,
          "CLIENT_ID_HAS_WHITESPACE",
          () ->
              applications()
                  .add(new NewApplication("erp", "a b", SECRET, Optional.empty(), false)));
      fails(
          ErrorCode.INVALID_ARGUMENT, "INVALID_ARGUMENT", () -> applications().add(app("../erp")));
      assertThat(secrets.names("")).isEmpty();
      assertThat(changed).isEmpty();
    }

    @Test
    void canBeCheckedWithoutWriting() {
      applications().checkAdd(app("erp"));
      assertThat(secrets.names("")).isEmpty();
    }

    @Test
    void thatTheConfigurationDoesNotListIsRefused() {
      listed.add("web");
      fails(ErrorCode.FAILED_PRECONDITION, "NOT_LISTED", () -> applications().checkAdd(app("erp")));
      applications().checkAdd(app("web"));
    }

    private void putTrackingEntries() {
      secrets.put(CredentialNames.rotation("erp"), NOTE);
      secrets.put(CredentialNames.inbox("erp"), NOTE);
      secrets.put(CredentialNames.previous("erp"), NOTE);
    }
  }

  @Nested
  class RemovingAnApplication {

    @Test
    void deletesEverythingOfItAndNothingElse() {
      for (String name : List.of("erp", "erp-jp")) {
        applications()
            .add(new NewApplication(name, ID, SECRET, Optional.of(SpApiRegion.FE), false));
        applications().addSeller(seller(name, "default"));
        applications().addSeller(seller(name, "eu"));
      }
      secrets.put(CredentialNames.rotation("erp"), NOTE);
      SecretName foreign = SecretName.of("erp/database/password");
      secrets.put(foreign, NOTE);
      List<SecretName> announced = applications().entries("erp");
      applications().remove("erp");
      assertThat(announced).hasSize(6);
      assertThat(secrets.names("erp")).containsExactly(foreign);
      assertThat(secrets.names("erp-jp")).hasSize(5);
      assertThat(applications().names()).containsExactly("erp-jp");
      assertThat(changed).last().isEqualTo("erp");
    }

    @Test
    void whoseRemovalStoppedAnywhereIsStillListedAndGoesOn() {
      int entries = 8;
      for (int stop = 0; stop < entries; stop++) {
        applications()
            .add(new NewApplication("erp", ID, SECRET, Optional.of(SpApiRegion.FE), false));
        applications()
            .addSeller(new NewSeller("erp", "eu", TOKEN, Optional.of(SpApiRegion.EU), false));
        for (SecretName name :
            List.of(
                CredentialNames.rotation("erp"),
                CredentialNames.inbox("erp"),
                CredentialNames.previous("erp"))) {
          secrets.put(name, NOTE);
        }
        assertThat(applications().entries("erp")).hasSize(entries);

        deletions = stop;
        assertThatThrownBy(() -> applications().remove("erp"))
            .isInstanceOf(HalfturnException.class);
        assertThat(secrets.names("")).hasSize(entries - stop);
        assertThat(applications().names()).containsExactly("erp");

        deletions = Integer.MAX_VALUE;
        applications().remove("erp");
        assertThat(secrets.names("")).isEmpty();
      }
    }

    @Test
    void thatDoesNotExistIsNotFound() {
      fails(ErrorCode.NOT_FOUND, "NOT_FOUND", () -> applications().remove("erp"));
      assertThat(changed).isEmpty();
    }
  }

  @Nested
  class Sellers {

    @Test
    void areAddedAndListedInOrder() {
      applications().add(app("erp"));
      for (String name : List.of("eu", "default", "acme-us")) {
        applications().addSeller(seller("erp", name));
      }
      assertThat(applications().sellers("erp")).containsExactly("acme-us", "default", "eu");
      assertThat(secrets.get(CredentialNames.refreshToken("erp", "default")).value())
          .isEqualTo(TOKEN);
      assertThat(changed).containsExactly("erp", "erp/eu", "erp/default", "erp/acme-us");
    }

    @Test
    void needAnApplication() {
      fails(ErrorCode.NOT_FOUND, "NOT_FOUND", () -> applications().addSeller(seller("erp", "eu")));
    }

    @Test
    void addedTwiceAreAConflictUnlessTheyAuthorizedAnew() {
      applications().add(app("erp"));
      applications().addSeller(seller("erp", "eu"));
      fails(
          ErrorCode.CONFLICT, "SELLER_EXISTS", () -> applications().addSeller(seller("erp", "eu")));
      applications()
          .addSeller(new NewSeller("erp", "eu", NEW_TOKEN, Optional.of(SpApiRegion.EU), true));
      assertThat(secrets.get(CredentialNames.refreshToken("erp", "eu")).value())
          .isEqualTo(NEW_TOKEN);
      assertThat(applications().region("erp", "eu")).isEqualTo(SpApiRegion.EU);
    }

    @Test
    void withAWrongTokenAreRefused() {
      applications().add(app("erp"));
      NewSeller wrong = new NewSeller("erp", "eu", SECRET, Optional.empty(), false);
      fails(
          ErrorCode.INVALID_ARGUMENT,
          "REFRESH_TOKEN_IS_CLIENT_SECRET",
          () -> applications().addSeller(wrong));
    }

    @Test
    void thatTheConfigurationDoesNotListAreRefused() {
      applications().add(app("erp"));
      settings.put("erp", settings("default"));
      fails(
          ErrorCode.FAILED_PRECONDITION,
          "NOT_LISTED",
          () -> applications().addSeller(seller("erp", "eu")));
      applications().addSeller(seller("erp", "default"));
      listed.add("web");
      fails(
          ErrorCode.FAILED_PRECONDITION,
          "NOT_LISTED",
          () -> applications().checkAddSeller(seller("erp", "default")));
    }

    @Test
    void ofAnApplicationToComeAreCheckedAlike() {
      applications().checkAddSellerOfNewApplication(seller("erp", "default"));
      settings.put("erp", settings("default"));
      fails(
          ErrorCode.FAILED_PRECONDITION,
          "NOT_LISTED",
          () -> applications().checkAddSellerOfNewApplication(seller("erp", "eu")));
      secrets.put(CredentialNames.refreshToken("erp", "default"), TOKEN);
      fails(
          ErrorCode.CONFLICT,
          "SELLER_EXISTS",
          () -> applications().checkAddSellerOfNewApplication(seller("erp", "default")));
    }

    @Test
    void areRemovedOneByOne() {
      applications().add(app("erp"));
      applications().addSeller(seller("erp", "default"));
      applications()
          .addSeller(new NewSeller("erp", "eu", TOKEN, Optional.of(SpApiRegion.EU), false));
      applications().removeSeller("erp", "eu");
      assertThat(applications().sellers("erp")).containsExactly("default");
      assertThat(secrets.names("erp/profile")).isEmpty();
      fails(ErrorCode.NOT_FOUND, "NOT_FOUND", () -> applications().removeSeller("erp", "eu"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a/b", "a--b"})
    void mustHaveLegalNames(String name) {
      fails(
          ErrorCode.INVALID_ARGUMENT,
          "INVALID_ARGUMENT",
          () -> applications().addSeller(seller("erp", name)));
      fails(
          ErrorCode.INVALID_ARGUMENT,
          "INVALID_ARGUMENT",
          () -> applications().removeSeller("erp", name));
    }
  }

  @Nested
  class WhatTheConfigurationSays {

    @Test
    void namesTheApplicationsThatMustBeThereWhetherTheyAreOrNot() {
      applications().add(app("erp"));
      listed.addAll(List.of("web", "shop"));
      assertThat(applications().names()).containsExactly("shop", "web");
    }

    @Test
    void namesTheSellersThatMustBeThereWhetherTheyAreOrNot() {
      applications().add(app("erp"));
      applications().addSeller(seller("erp", "eu"));
      settings.put("erp", settings("default", "jp"));
      assertThat(applications().sellers("erp")).containsExactly("default", "jp");
    }

    @Test
    void winsOverTheClientIdInTheStore() {
      applications().add(app("erp"));
      settings.put("erp", configured("from-settings"));
      assertThat(applications().clientId("erp")).isEqualTo("from-settings");
    }
  }

  @Test
  void aMissingClientIdIsNotFound() {
    fails(ErrorCode.NOT_FOUND, "NOT_FOUND", () -> applications().clientId("erp"));
  }

  @Nested
  class TheRegionOfASeller {

    @Test
    void isNorthAmericaIfNothingIsSaid() {
      assertThat(applications().region("erp", "eu")).isEqualTo(SpApiRegion.NA);
    }

    @Test
    void isThatOfTheMostParticularWord() {
      put(CredentialNames.profile("erp"), SpApiRegion.EU);
      assertThat(applications().region("erp", "x")).isEqualTo(SpApiRegion.EU);
      settings.put("erp", regions(SpApiRegion.FE, Map.of()));
      assertThat(applications().region("erp", "x")).isEqualTo(SpApiRegion.FE);
      put(CredentialNames.profile("erp", "x"), SpApiRegion.NA);
      assertThat(applications().region("erp", "x")).isEqualTo(SpApiRegion.NA);
      settings.put("erp", regions(SpApiRegion.NA, Map.of("x", SpApiRegion.EU)));
      assertThat(applications().region("erp", "x")).isEqualTo(SpApiRegion.EU);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "not json",
          "{}",
          "{\"v\":2,\"region\":\"eu\"}",
          "{\"v\":2}",
          "{\"v\":1,\"region\":7}",
          "{\"v\":1,\"authorizedUntil\":\"tomorrow\"}",
          "{\"v\":1,\"region\":\"moon\"}",
        })
    void isCorruptIfTheStoreSaysSomethingElse(String json) {
      secrets.put(CredentialNames.profile("erp"), SecretValue.ofUtf8(json));
      fails(ErrorCode.CORRUPT, "PROFILE_UNREADABLE", () -> applications().region("erp", "eu"));
    }

    private void put(SecretName name, SpApiRegion region) {
      secrets.put(name, Profile.EMPTY.withRegion(region).toEntry());
    }
  }

  private static AppSettings configured(String clientId) {
    return new AppSettings(
        Optional.of(clientId),
        Optional.empty(),
        Optional.empty(),
        new TreeSet<>(),
        new TreeMap<>());
  }

  private static AppSettings settings(String... sellers) {
    return new AppSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new TreeSet<>(List.of(sellers)),
        new TreeMap<>());
  }

  private static AppSettings regions(SpApiRegion region, Map<String, SpApiRegion> sellers) {
    return new AppSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.of(region),
        new TreeSet<>(),
        new TreeMap<>(sellers));
  }

  private static void fails(ErrorCode code, String reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }
}
