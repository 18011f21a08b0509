// SPDX-License-Identifier: Apache-2.0
package dev.halfturn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.ConfigException;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.RotationListener;
import dev.halfturn.rotation.RotationOutcome;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.ManualExpirySchedulerFactory;
import dev.halfturn.testkit.RecordingNotifier;
import dev.halfturn.testkit.RecordingNotifierFactory;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.CredentialEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalfturnTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void givesTokensThatAmazonAccepts() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      AccessToken token = halfturn.tokens().forSeller("erp", "acme").get();
      assertThat(halfturn.probe().probe(SpApiRegion.EU, token).accepted()).isTrue();
      assertThat(halfturn.configuration().endpoints().lwa()).isEqualTo(rig.amazon.lwaEndpoint());
      assertThat(halfturn.secrets().storeName()).isEqualTo("memory");
    }
  }

  /** A notifier that remembers the password it was opened with. */
  private static final class PostFactory implements NotifierFactory {

    private static final ConfigOption<SecretValue> PASSWORD =
        ConfigOption.secret("password", "of the account").require();

    private final List<SecretValue> passwords = new ArrayList<>();

    @Override
    public String name() {
      return "post";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(PASSWORD);
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      passwords.add(config.get(PASSWORD));
      return new RecordingNotifier(context.clock());
    }
  }

  @Test
  void aNotifiersPasswordMayLieInTheStore() {
    SecretName entry = SecretName.of("mail/password");
    PostFactory post = new PostFactory();
    PluginRegistry plugins = PluginRegistry.of(List.of(rig.stores, post, rig.schedulers));
    try (Halfturn halfturn = rig.open()) {
      halfturn.secrets().put(entry, SecretValue.ofUtf8("canary"));
    }
    rig.settings.put("notifiers", "post");
    rig.settings.put("notifier.post.password", "${secret:mail/password}");
    try (Halfturn halfturn = rig.builder().plugins(plugins).open()) {
      assertThat(post.passwords).containsExactly(SecretValue.ofUtf8("canary"));
      assertThat(halfturn.configuration().refersToStore()).isFalse();
      halfturn.secrets().delete(entry);
    }
    assertThatThrownBy(() -> rig.builder().plugins(plugins).open())
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("refers to the entry mail/password, which the store does not have");
  }

  @Test
  void whoWorksWithThePreviousSecretIsNoted() {
    rig.settings.put("consumer", "nightly-job");
    try (Halfturn halfturn = rig.open()) {
      SimulatedApp app = rig.addApp(halfturn, "erp");
      halfturn.secrets().put(CredentialNames.previous("erp"), SecretValue.ofUtf8(app.secret()));
      halfturn
          .secrets()
          .put(CredentialNames.clientSecret("erp"), SecretValue.ofUtf8("amzn1.oa2-cs.v1.wrong"));
      halfturn.tokens().forSeller("erp", "acme").get();
    }
    try (Halfturn halfturn = rig.open()) {
      assertThat(
              halfturn
                  .secrets()
                  .find(CredentialNames.stragglers("erp"))
                  .orElseThrow()
                  .value()
                  .revealUtf8())
          .isEqualTo("{\"v\":1,\"consumers\":{\"nightly-job\":\"" + rig.clock.instant() + "\"}}");
    }
  }

  @Test
  void aReminderThatDoesNotGetThroughLeavesAFileForWhoeverLooks(@TempDir Path state)
      throws IOException {
    try (Halfturn halfturn = rig.builder().stateDirectory(state).open()) {
      rig.addApp(halfturn, "erp");
      halfturn.tracker().declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
      rig.clock.advance(Duration.ofDays(151));
      rig.notifier().failWith(Problem.of(ErrorCode.NOT_FOUND, "no such address"));
      halfturn.tracker().check("erp");

      assertThat(Files.readString(state.resolve("URGENT-erp.txt")))
          .contains("the LWA client secret of erp expires")
          .contains("the reminder 150 does not get through (NOT_FOUND)");

      rig.notifier().recover();
      rig.clock.advance(Duration.ofDays(15));
      halfturn.tracker().check("erp");
      assertThat(state.resolve("URGENT-erp.txt")).doesNotExist();
    }
  }

  @Test
  void theEndOfASellersAuthorizationIsTold() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      halfturn
          .applications()
          .authorizedUntil("erp", "acme", rig.clock.instant().plus(Duration.ofDays(2)));
      halfturn.tracker().check("erp");

      assertThat(rig.notifier().sent())
          .filteredOn(notice -> notice.occasion().startsWith("sellers-"))
          .singleElement()
          .satisfies(notice -> assertThat(notice.body()).contains("acme: until"));
    }
  }

  @Test
  void usesTheClientIdOfTheSettings() {
    try (Halfturn halfturn = rig.open()) {
      rig.addApp(halfturn, "erp");
      halfturn.secrets().delete(CredentialNames.clientId("erp"));
    }
    rig.settings.put("app.erp.client-id", rig.amazon.app("erp").orElseThrow().clientId());
    try (Halfturn halfturn = rig.open()) {
      assertThat(halfturn.tokens().forSeller("erp", "acme").get().reveal()).startsWith("Atza|");
    }
  }

  @Test
  void rotatesWithoutTokensEverFailing() {
    try (Halfturn halfturn = rig.open()) {
      SimulatedApp app = rig.addApp(halfturn, "erp");
      halfturn.tracker().check("erp");
      assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isNotNull();
      SecretValue next = SecretValue.ofUtf8(app.rotateInConsole());
      RotationOutcome outcome = halfturn.rotator().accept("erp", next);
      while (outcome.kind() == RotationOutcome.Kind.PENDING) {
        rig.clock.set(outcome.retryAt().orElseThrow());
        outcome = halfturn.rotator().resume("erp");
      }
      assertThat(outcome.kind()).isEqualTo(RotationOutcome.Kind.FINISHED);
      assertThat(halfturn.secrets().get(CredentialNames.clientSecret("erp")).value())
          .isEqualTo(next);
      rig.clock.advance(Duration.ofDays(8));
      assertThat(halfturn.tokens().forSeller("erp", "acme").get().reveal()).startsWith("Atza|");
    }
  }

  @Test
  void aRotationKeepsTheTokensOfASecretThatLivesOnAndReplacingItByHandDoesNot() {
    try (Halfturn halfturn = rig.open()) {
      SimulatedApp app = rig.addApp(halfturn, "erp");
      halfturn.tracker().check("erp");
      halfturn.tracker().declareIssued("erp", rig.clock.instant(), Provenance.DECLARED);
      AccessToken token = halfturn.tokens().forSeller("erp", "acme").get();
      SecretValue next = SecretValue.ofUtf8(app.rotateInConsole());

      Instant end = rig.clock.instant().plus(RotationPolicy.DEFAULT.lifetime());

      assertThat(
              halfturn
                  .rotator()
                  .accept("erp", next, Optional.of(end), RotationListener.NONE)
                  .kind())
          .isEqualTo(RotationOutcome.Kind.FINISHED);
      assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isSameAs(token);

      SecretValue last = SecretValue.ofUtf8(app.rotateInConsole());
      halfturn
          .applications()
          .add(new NewApplication("erp", app.clientId(), last, Optional.empty(), true));
      assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isNotEqualTo(token);
    }
  }

  @Test
  void aReplacedSecretThatWorksAfterAllIsFoundByReaders() {
    try (Halfturn halfturn = rig.open()) {
      SimulatedApp app = rig.addApp(halfturn, "erp");
      SecretValue mistyped = SecretValue.ofUtf8("this-was-mistyped-by-somebody");
      halfturn
          .applications()
          .add(new NewApplication("erp", app.clientId(), mistyped, Optional.empty(), true));
      assertThat(halfturn.secrets().get(CredentialNames.clientSecret("erp")).value())
          .isEqualTo(mistyped);
      assertThat(halfturn.tokens().forSeller("erp", "acme").get().reveal()).startsWith("Atza|");
    }
  }

  @Test
  void aNewRefreshTokenIsUsedAtOnce() {
    try (Halfturn halfturn = rig.open()) {
      SimulatedApp app = rig.addApp(halfturn, "erp");
      app.seller("acme").orElseThrow().revoke();
      assertThatThrownBy(() -> halfturn.tokens().forSeller("erp", "acme").get())
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.reason()).isEqualTo("SELLER_REVOKED"));
      String renewed = app.seller("acme").orElseThrow().reauthorize();
      halfturn
          .applications()
          .addSeller(
              new NewSeller("erp", "acme", SecretValue.ofUtf8(renewed), Optional.empty(), true));
      assertThat(halfturn.tokens().forSeller("erp", "acme").get().reveal()).startsWith("Atza|");
    }
  }

  @Test
  void whatChangesForOneSellerCostsTheOthersNoExchange() {
    try (Halfturn halfturn = rig.open()) {
      SimulatedApp app = rig.addApp(halfturn, "erp");
      AccessToken token = halfturn.tokens().forSeller("erp", "acme").get();
      String other = app.addSeller("other", Region.EU).refreshToken();
      for (boolean replace : List.of(false, true)) {
        halfturn
            .applications()
            .addSeller(
                new NewSeller(
                    "erp", "other", SecretValue.ofUtf8(other), Optional.empty(), replace));
        assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isSameAs(token);
      }
      assertThat(halfturn.tokens().forSeller("erp", "other").get()).isNotNull();
      halfturn.applications().removeSeller("erp", "other");
      assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isSameAs(token);
      assertThatThrownBy(() -> halfturn.tokens().forSeller("erp", "other").get())
          .isInstanceOf(HalfturnException.class);
    }
  }

  @Test
  void keepsTokensForOtherProcessesOnlyIfTheSettingsSaySo(@TempDir Path state) throws IOException {
    for (String cache : List.of("memory", "disk")) {
      rig.settings.put("token.cache", cache);
      String first = tokenOf(rig.builder().stateDirectory(state));
      String second = tokenOf(rig.builder().stateDirectory(state));

      assertThat(second.equals(first)).isEqualTo(cache.equals("disk"));
      assertThat(Files.exists(state.resolve("tokens"))).isEqualTo(cache.equals("disk"));
    }
  }

  private String tokenOf(Halfturn.Builder builder) {
    try (Halfturn halfturn = builder.open()) {
      if (halfturn.applications().names().isEmpty()) {
        rig.addApp(halfturn, "erp");
      }
      return halfturn.tokens().forSeller("erp", "acme").get().reveal();
    }
  }

  @Nested
  class Watching {

    @Test
    void remindsEachApplicationInTime() {
      try (Halfturn halfturn = rig.open()) {
        for (String app : List.of("erp", "web")) {
          rig.addApp(halfturn, app);
          halfturn.tracker().declareIssued(app, rig.clock.instant(), Provenance.DECLARED);
        }
        halfturn.startWatching();
        rig.scheduler().runDue();
        assertThat(rig.notifier().sent()).isEmpty();
        rig.pass(Duration.ofDays(151));
        assertThat(rig.notifier().sent()).extracting(notice -> notice.app()).contains("erp", "web");
      }
    }

    @Test
    void finishesARotationThatAmazonWasSlowWith() {
      try (Halfturn halfturn = rig.open()) {
        SimulatedApp app = rig.addApp(halfturn, "erp");
        halfturn.tracker().check("erp");
        halfturn.startWatching();
        rig.scheduler().runDue();
        rig.amazon.rules(rig.amazon.rules().withActivationDelay(Duration.ofMinutes(20)));
        SecretValue next = SecretValue.ofUtf8(app.rotateInConsole());
        assertThat(halfturn.rotator().accept("erp", next).kind())
            .isEqualTo(RotationOutcome.Kind.PENDING);
        assertThat(halfturn.secrets().get(CredentialNames.clientSecret("erp")).value())
            .isNotEqualTo(next);
        rig.pass(Duration.ofHours(3));
        assertThat(halfturn.secrets().get(CredentialNames.clientSecret("erp")).value())
            .isEqualTo(next);
      }
    }

    @Test
    void noticesWhatIsAddedAndRemovedHereAtOnce() {
      try (Halfturn halfturn = rig.open()) {
        rig.addApp(halfturn, "erp");
        halfturn.startWatching();
        rig.scheduler().runDue();
        rig.addApp(halfturn, "web");
        rig.scheduler().runDue();
        assertThat(halfturn.tracker().status("web").state())
            .isNotEqualTo(RotationStatus.State.UNTRACKED);
        halfturn.applications().remove("erp");
        rig.pass(Duration.ofHours(2));
        assertThat(rig.scheduler().plans()).containsOnlyKeys("web");
        assertThat(rig.scheduler().failures()).isEmpty();
      }
    }

    @Test
    void noticesWithinTheHourWhatOthersAdd() {
      try (Halfturn halfturn = rig.open()) {
        rig.addApp(halfturn, "erp");
        halfturn.startWatching();
        rig.scheduler().runDue();
        try (Halfturn other = rig.builder().plugins(alone()).open()) {
          rig.addApp(other, "web");
        }
        halfturn.tracker().check("erp");
        rig.clock.advance(Duration.ofDays(100));
        rig.scheduler().runDue();
        assertThat(rig.scheduler().plans()).containsKeys("erp", "web");
      }
    }

    @Test
    void repairsWhenAReaderHadToFallBack() {
      List<CredentialEvent> events = new ArrayList<>();
      try (Halfturn halfturn = rig.builder().listener(events::add).open()) {
        SimulatedApp app = rig.addApp(halfturn, "erp");
        String first = app.secret();
        halfturn.startWatching();
        rig.scheduler().runDue();
        halfturn.rotator().accept("erp", SecretValue.ofUtf8(app.rotateInConsole()));
        rig.clock.advance(Duration.ofHours(7 * 24 + 12));
        rig.scheduler().runDue();
        // somebody puts the dead secret back
        rig.amazon.oracles().excuseOutage(app);
        halfturn.secrets().put(CredentialNames.clientSecret("erp"), SecretValue.ofUtf8(first));
        halfturn.tokens().forget("erp");
        assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isNotNull();
        assertThat(events).hasAtLeastOneElementOfType(CredentialEvent.FallbackInUse.class);
        rig.scheduler().runDue();
        assertThat(halfturn.secrets().get(CredentialNames.clientSecret("erp")).value())
            .isEqualTo(SecretValue.ofUtf8(app.secret()));
      }
    }

    @Test
    void promotesARefusedSecretThatAReaderFindsToWorkAfterAll() {
      try (Halfturn halfturn = rig.open()) {
        SimulatedApp app = rig.addApp(halfturn, "erp");
        rig.amazon.rules(rig.amazon.rules().withActivationDelay(Duration.ofDays(8)));
        halfturn.startWatching();
        SecretValue slow = SecretValue.ofUtf8(app.rotateInConsole());
        halfturn.rotator().accept("erp", slow);
        // by now the old one is dead, the new one has been given up, and then Amazon activates it
        rig.amazon.oracles().excuseOutage(app);
        rig.clock.advance(Duration.ofHours(7 * 24 + 12));
        rig.scheduler().runDue();
        rig.clock.advance(Duration.ofDays(1));
        assertThat(halfturn.tokens().forSeller("erp", "acme").get()).isNotNull();
        rig.scheduler().runDue();
        assertThat(halfturn.secrets().get(CredentialNames.clientSecret("erp")).value())
            .isEqualTo(slow);
      }
    }

    @Test
    void beginsOnce() {
      try (Halfturn halfturn = rig.open()) {
        halfturn.startWatching();
        assertThatThrownBy(halfturn::startWatching)
            .isInstanceOfSatisfying(
                HalfturnException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
      }
    }

    @Test
    void tellsHowItGoes() {
      List<String> heard = new ArrayList<>();
      try (Halfturn halfturn = rig.builder().watching(writingTo(heard)).open()) {
        rig.addApp(halfturn, "erp");
        halfturn.startWatching();
        rig.scheduler().runDue();
        assertThat(heard)
            .containsExactly(
                "listed [erp]", "begins erp", "reminded erp", "rotated erp", "ends erp");
        heard.clear();
        halfturn.secrets().put(CredentialNames.rotation("erp"), SecretValue.ofUtf8("not a record"));
        rig.pass(Duration.ofDays(8));
        assertThat(heard).contains("begins erp", "fails erp CORRUPT").doesNotContain("ends erp");
      }
    }

    @Test
    void noticesTheFirstApplicationThatOthersAddWhenItIsAsked() {
      try (Halfturn halfturn = rig.open()) {
        halfturn.startWatching();
        try (Halfturn other = rig.builder().plugins(alone()).open()) {
          rig.addApp(other, "erp");
        }
        halfturn.noticeApplications();
        assertThat(rig.scheduler().plans()).isEmpty();
        rig.clock.advance(Duration.ofHours(1));
        halfturn.noticeApplications();
        assertThat(rig.scheduler().plans()).containsOnlyKeys("erp");
      }
    }

    private static WatchListener writingTo(List<String> heard) {
      return new WatchListener() {
        @Override
        public void listed(List<String> applications) {
          heard.add("listed " + applications);
        }

        @Override
        public void begins(String app) {
          heard.add("begins " + app);
        }

        @Override
        public void reminded(String app, Reminding reminding) {
          heard.add("reminded " + app);
        }

        @Override
        public void rotated(String app, RotationOutcome outcome, Duration took) {
          heard.add("rotated " + app);
        }

        @Override
        public void ends(String app) {
          heard.add("ends " + app);
        }

        @Override
        public void fails(String app, RuntimeException failure) {
          heard.add("fails " + app + " " + ((HalfturnException) failure).code());
        }
      };
    }

    private PluginRegistry alone() {
      return PluginRegistry.of(
          List.of(rig.stores, new RecordingNotifierFactory(), new ManualExpirySchedulerFactory()));
    }
  }

  @Nested
  class OpeningAndClosing {

    @Test
    void settingsThatAreNotValidOpenNothing() {
      Closings closings = new Closings();
      assertThatThrownBy(() -> closings.open(Map.of("store", "logged", "x", "y")))
          .isInstanceOf(ConfigException.class);
      assertThat(closings.events).isEmpty();
    }

    @Test
    void closesInReverse() {
      Closings closings = new Closings();
      Halfturn halfturn = closings.open(Map.of());
      assertThat(closings.events).containsExactly("open store", "open notifier", "open scheduler");
      closings.events.clear();
      halfturn.close();
      halfturn.close();
      assertThat(closings.events)
          .containsExactly("close scheduler", "close notifier", "close store");
    }

    @Test
    void closesWhatItOpenedWhenALaterStepFails() {
      Closings closings = new Closings();
      closings.failing = "open scheduler";
      assertThatThrownBy(() -> closings.open(Map.of()))
          .isInstanceOf(HalfturnException.class)
          .hasMessage("open scheduler fails")
          .hasNoSuppressedExceptions();
      assertThat(closings.events)
          .containsExactly("open store", "open notifier", "close notifier", "close store");
    }

    @Test
    void whatFailsToCloseAfterAFailureIsSuppressed() {
      Closings closings = new Closings();
      closings.failing = "open scheduler, close notifier";
      assertThatThrownBy(() -> closings.open(Map.of()))
          .hasMessage("open scheduler fails")
          .satisfies(
              e ->
                  assertThat(e.getSuppressed())
                      .extracting(Throwable::getMessage)
                      .containsExactly("close notifier fails"));
      assertThat(closings.events).containsExactly("open store", "open notifier", "close store");
    }

    @Test
    void afterClosingNothingIsRead() {
      Halfturn halfturn = rig.open();
      rig.addApp(halfturn, "erp");
      halfturn.close();
      assertThatThrownBy(() -> halfturn.applications().names())
          .isInstanceOf(HalfturnException.class);
      assertThatThrownBy(() -> halfturn.tokens().forSeller("erp", "acme").get())
          .isInstanceOf(HalfturnException.class);
    }

    @Test
    void withoutABuilderWhatIsInstalledIsUsed() {
      try (Halfturn halfturn =
          Halfturn.open(Settings.of(Map.of("store", "memory", "notifiers", "log")))) {
        assertThat(halfturn.applications().names()).isEmpty();
        assertThat(halfturn.configuration().scheduler().name()).isEqualTo("local");
      }
    }
  }
}
