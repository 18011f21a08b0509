// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.QuietHours;
import dev.halfturn.rotation.ReminderPolicy;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.WorkCalendar;
import dev.halfturn.secrets.AppSettings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read; what is refused is in {@link ConfigurationProblemsTest}. */
class ConfigurationTest {

  @Nested
  class WithNothingButAStore {

    private final Configuration configuration = ConfigCheck.of("store", "crate").read();

    @Test
    void theStoreHasTheDefaultsOfItsPlugin() {
      assertThat(configuration.store().name()).isEqualTo("crate");
      assertThat(configuration.store().factory().name()).isEqualTo("crate");
      assertThat(configuration.stores()).containsExactly("crate");
    }

    @Test
    void theLogIsToldAndAThreadWakes() {
      assertThat(configuration.notifiers()).extracting(PluginInstance::name).containsExactly("log");
      assertThat(configuration.scheduler().name()).isEqualTo("local");
    }

    @Test
    void nothingIsNarrowedAndNothingIsSaidOfApplications() {
      assertThat(configuration.apps()).isEmpty();
      assertThat(configuration.app("erp")).isSameAs(AppSettings.NONE);
    }

    @Test
    void policyAndEndpointsAreTheDefaults() {
      assertThat(configuration.rotation()).isEqualTo(RotationPolicy.DEFAULT);
      assertThat(configuration.endpoints()).hasToString(Endpoints.amazon().toString());
      assertThat(configuration.endpoints().proxy()).isEmpty();
    }

    @Test
    void thereIsNothingToWarnOf() {
      assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void theTextFormShowsKeysOnly() {
      assertThat(configuration).hasToString("Configuration[store]");
    }
  }

  @Nested
  class Stores {

    @Test
    void optionsArePassedToThePluginsOwnTypes() {
      Configuration configuration =
          ConfigCheck.of("store", "box", "store.box.path", "/data", "store.box.lock-timeout", "1m")
              .read();
      assertThat(configuration.store().config().get(Boxes.PATH)).isEqualTo(Path.of("/data"));
      assertThat(configuration.store().config().get(Boxes.TIMEOUT))
          .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void anInstanceMayHaveANameOfItsOwn() {
      Configuration configuration =
          ConfigCheck.of("store", "main", "store.main.type", "box", "store.main.path", "/a").read();
      assertThat(configuration.store().name()).isEqualTo("main");
      assertThat(configuration.store().factory().name()).isEqualTo("box");
    }

    @Test
    void severalMayBeDeclared() {
      Configuration configuration =
          ConfigCheck.of(
                  "store", "box",
                  "store.box.path", "/a",
                  "store.backup.type", "box",
                  "store.backup.path", "/b")
              .read();
      assertThat(configuration.stores()).containsExactly("backup", "box");
      assertThat(configuration.store().config().get(Boxes.PATH)).isEqualTo(Path.of("/a"));
      assertThat(configuration.store("backup").config().get(Boxes.PATH)).isEqualTo(Path.of("/b"));
      assertThat(configuration.store("box")).isSameAs(configuration.store());
    }

    @Test
    void aPluginMayBeUsedUnderItsNameWithItsDefaults() {
      Configuration configuration = ConfigCheck.of("store", "crate").read();
      assertThat(configuration.store("crate").name()).isEqualTo("crate");
      Configuration other = ConfigCheck.of("store", "box", "store.box.path", "/a").read();
      assertThat(other.store("crate").name()).isEqualTo("crate");
      assertThat(other.stores()).containsExactly("box");
    }

    @Test
    void aPluginWhoseDefaultsDoNotSufficeSaysWhatIsMissing() {
      Configuration configuration = ConfigCheck.of("store", "crate").read();
      assertThatThrownBy(() -> configuration.store("box"))
          .isInstanceOf(ConfigException.class)
          .hasMessage("store.box.path: is required");
    }

    @Test
    void anotherNameListsWhatThereIs() {
      Configuration configuration =
          ConfigCheck.of("store", "main", "store.main.type", "crate").read();
      assertThatThrownBy(() -> configuration.store("mian"))
          .asInstanceOf(type(HalfturnException.class))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
                assertThat(e.reason()).isEqualTo(PluginRegistry.UNKNOWN);
                assertThat(e)
                    .hasMessage("there is no such store; there are: box, crate, main, tin");
              });
    }
  }

  @Nested
  class Notifiers {

    @Test
    void areThoseListedInTheirOrder() {
      Configuration configuration =
          ConfigCheck.of(
                  "store", "crate",
                  "notifiers", "pager, log",
                  "notifier.pager.type", "post",
                  "notifier.pager.password", "${env:PASSWORD}",
                  "notifier.pager.to", "a@example.com,b@example.com")
              .env("PASSWORD", "canary")
              .read();
      assertThat(configuration.notifiers())
          .extracting(PluginInstance::name)
          .containsExactly("pager", "log");
      assertThat(configuration.notifiers().get(0).config().get(Boxes.PASSWORD).revealUtf8())
          .isEqualTo("canary");
    }

    @Test
    void mayBeNoneWithAWarning() {
      Configuration configuration = ConfigCheck.of("store", "crate", "notifiers", "").read();
      assertThat(configuration.notifiers()).isEmpty();
      assertThat(configuration.warnings())
          .containsExactly("settings: notifiers: is empty: nobody will be told");
    }
  }

  @Nested
  class Applications {

    private final Configuration configuration =
        ConfigCheck.of(
                "store", "crate",
                "apps", "erp,web",
                "app.erp.client-id", " amzn1.application-oa2-client.1 ",
                "app.erp.primary-user", "primary@example.com",
                "app.erp.region", "EU",
                "app.erp.sellers", "default,acme-us",
                "app.erp.seller.acme-us.region", "na")
            .read();

    @Test
    void areThoseListed() {
      assertThat(configuration.apps()).containsExactly("erp", "web");
    }

    @Test
    void keepWhatIsSaidOfThem() {
      AppSettings erp = configuration.app("erp");
      assertThat(erp.clientId()).contains("amzn1.application-oa2-client.1");
      assertThat(erp.primaryUser()).contains("primary@example.com");
      assertThat(erp.region()).contains(SpApiRegion.EU);
      assertThat(erp.sellers()).containsExactly("acme-us", "default");
      assertThat(erp.sellerRegions()).isEqualTo(Map.of("acme-us", SpApiRegion.NA));
      assertThat(configuration.app("web")).isSameAs(AppSettings.NONE);
    }

    @Test
    void needNotBeListed() {
      Configuration unlisted =
          ConfigCheck.of("store", "crate", "app.erp.region", "fe", "app.erp.seller.x.region", "eu")
              .read();
      assertThat(unlisted.apps()).isEmpty();
      assertThat(unlisted.app("erp").region()).contains(SpApiRegion.FE);
      assertThat(unlisted.app("erp").sellers()).isEmpty();
      assertThat(unlisted.app("erp").sellerRegions()).containsKey("x");
    }
  }

  @Test
  void everySettingOfThePolicyIsRead() {
    RotationPolicy policy =
        ConfigCheck.of(
                "store", "crate",
                "rotation.lifetime", "170d",
                "rotation.overlap", "5d",
                "rotation.at", "140d",
                "rotation.latest", "PT3840H",
                "remind.ladder", "100, 145,165",
                "remind.quiet", "100",
                "remind.repeat", "6h",
                "remind.snap", "none",
                "remind.time", "08:30",
                "remind.time-zone", "Europe/Berlin")
            .read()
            .rotation();
    assertThat(policy.lifetime()).isEqualTo(Duration.ofDays(170));
    assertThat(policy.overlap()).isEqualTo(Duration.ofDays(5));
    assertThat(policy.rotateAt()).isEqualTo(140);
    assertThat(policy.latest()).isEqualTo(160);
    assertThat(policy.reminders().ladder()).containsExactly(100, 145, 165);
    assertThat(policy.reminders().quiet()).containsExactly(100);
    assertThat(policy.reminders().repeat()).isEqualTo(Duration.ofHours(6));
    assertThat(policy.reminders().calendar().snap()).isEqualTo(WorkCalendar.Snap.NONE);
    assertThat(policy.reminders().calendar().time()).isEqualTo(LocalTime.of(8, 30));
    assertThat(policy.reminders().calendar().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void whoIsToldAndWhenIsRead(@TempDir Path directory) throws IOException {
    Path holidays = Files.writeString(directory.resolve("free.txt"), "2026-12-24\n");
    Configuration configuration =
        ConfigCheck.of(
                "store", "crate",
                "notifiers", "log,second",
                "notifier.second.type", "log",
                "remind.overlap", "2",
                "remind.sellers", "60,5",
                "remind.working-days", "sun, MON",
                "remind.holidays", holidays.toString(),
                "remind.quiet-hours", "20:00-07:00",
                "remind.route.150", "second",
                "remind.group.office", "log",
                "remind.group.duty", "second,log",
                "remind.language", "de",
                "consumer", "nightly-job",
                "rotation.owner", "erp-1",
                "instance", "erp-2")
            .read();
    ReminderPolicy reminders = configuration.rotation().reminders();

    assertThat(reminders.overlap()).containsExactly(2);
    assertThat(reminders.sellers()).containsExactly(5, 60);
    assertThat(reminders.calendar().workingDays())
        .containsExactlyInAnyOrder(DayOfWeek.SUNDAY, DayOfWeek.MONDAY);
    assertThat(reminders.calendar().holidays()).containsExactly(LocalDate.parse("2026-12-24"));
    assertThat(reminders.quietHours())
        .contains(new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0)));
    assertThat(reminders.audience().routes()).containsExactly(Map.entry(150, Set.of("second")));
    assertThat(reminders.audience().groups())
        .containsExactly(
            Map.entry("duty", Set.of("log", "second")), Map.entry("office", Set.of("log")));
    assertThat(reminders.language()).isEqualTo(Locale.GERMAN);
    assertThat(configuration.consumer()).contains("nightly-job");
    assertThat(configuration.rotationOwner()).contains("erp-1");
    assertThat(configuration.instance()).contains("erp-2");
  }

  @Test
  void whereTokensAreKeptIsRead() {
    assertThat(ConfigCheck.of("store", "crate").read().keepsTokens()).isFalse();
    assertThat(ConfigCheck.of("store", "crate", "token.cache", "memory").read().keepsTokens())
        .isFalse();
    assertThat(ConfigCheck.of("store", "crate", "token.cache", "disk").read().keepsTokens())
        .isTrue();
    assertThat(ConfigCheck.of("store", "crate", "token.cache", "Disk").problems())
        .containsExactly("token.cache: must be one of memory, disk");
  }

  @Test
  void endpointsAndProxyAreRead() {
    Configuration configuration =
        ConfigCheck.of(
                "store", "crate",
                "endpoint.lwa", "http://127.0.0.1:8787",
                "endpoint.spapi.eu", "https://eu.example.com",
                "endpoint.allow-custom", "true",
                "proxy", "http://proxy.example.com:3128/")
            .read();
    assertThat(configuration.endpoints().lwa()).hasHost("127.0.0.1").hasPort(8787);
    assertThat(configuration.endpoints().spApi(SpApiRegion.EU)).hasHost("eu.example.com");
    assertThat(configuration.endpoints().spApi(SpApiRegion.NA)).hasHost(SpApiRegion.NA.host());
    assertThat(configuration.endpoints().proxy())
        .contains(InetSocketAddress.createUnresolved("proxy.example.com", 3128));
  }

  @ParameterizedTest
  @ValueSource(strings = {"box", "box, post", "box,post,crate"})
  void allowedPluginsMayBeUsedAndThoseBuiltInAlways(String allowed) {
    ConfigCheck.of(
            "store", "box",
            "store.box.path", "/a",
            "plugins.allow", allowed,
            "notifiers", "log",
            "scheduler", "local")
        .read();
  }

  @ParameterizedTest
  @CsvSource({
    "store.box.passphrase-file",
    "store.crate.type",
    "store.backup.path",
    "notifier.post.password",
    "notifier.post.password-file",
    "scheduler.local.type",
    "app.erp.client-id",
    "app.erp.seller.acme-us.region",
    "app.web.region",
    "endpoint.spapi.na",
    "endpoint.lwa",
    "version",
  })
  void everyKeyThatWouldMeanSomethingIsKnown(String key) {
    Settings settings =
        Settings.of(
            Map.of(
                "apps", "web",
                "app.erp.sellers", "acme-us",
                "store.backup.type", "box"));
    assertThat(Configuration.knownKeys(settings, ConfigCheck.PLUGINS)).contains(key);
  }

  @Test
  void aTwinIsNotKnownWhereThePluginHasAnOptionOfThatName() {
    Configuration configuration =
        ConfigCheck.of("store", "tin", "store.tin.pin-file", "/no/such/file").read();
    assertThat(configuration.store().name()).isEqualTo("tin");
    assertThat(Configuration.knownKeys(Settings.of(Map.of()), ConfigCheck.PLUGINS))
        .contains("store.tin.pin-file")
        .doesNotContain("store.tin.pin-file-file");
  }

  @Test
  void aReferenceMayStandForAnything() {
    Configuration configuration =
        ConfigCheck.of("store", "${env:KIND}", "store.box.path", "${env:DIR}/x")
            .env("KIND", "box")
            .env("DIR", "/data")
            .read();
    assertThat(configuration.store().config().get(Boxes.PATH)).isEqualTo(Path.of("/data/x"));
    assertThat(configuration.store().config().find(Boxes.PASSPHRASE)).isEqualTo(Optional.empty());
  }
}
