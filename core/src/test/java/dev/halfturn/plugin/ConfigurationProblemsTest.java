// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and in which words. */
class ConfigurationProblemsTest {

  @Test
  void allProblemsAreReportedAtOnce() {
    assertThat(
            ConfigCheck.of(
                    "version", "2",
                    "store", "bxo",
                    "stoer", "box",
                    "notifiers", "post,pager",
                    "rotation.at", "soon",
                    "remind.quiet", "91",
                    "endpoint.lwa", "http://api.amazon.com",
                    "app.erp.region", "mars",
                    "proxy", "${env:PROXY}")
                .problems())
        .containsExactly(
            "proxy: refers to environment variable PROXY, which is not set",
            "version: must be 1",
            "store: there is no store plug-in 'bxo'; there are: box, crate, tin (did you mean"
                + " 'box'?)",
            "notifier.post.password: is required",
            "notifiers: there is no notifier plug-in 'pager'; there are: log, post",
            "app.erp.region: must be one of na, eu, fe",
            "remind.quiet: every quiet day must be a day of the ladder",
            "rotation.at: must be a duration such as 10s, 5m, 1h, 180d or PT1H",
            "endpoint.lwa: is not https; only a test server on this machine may be http",
            "stoer: is not a setting (did you mean 'store'?)");
  }

  @Test
  void theExceptionSaysWhatAProgramActsOn() {
    assertThatThrownBy(() -> ConfigCheck.of("store", "nope").read())
        .isInstanceOfSatisfying(
            ConfigException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.reason()).isEqualTo(ConfigException.REASON);
              assertThat(e.problems()).hasSize(1);
              assertThat(e.problems().get(0).origin()).contains(Origin.CODE);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "stoer, store",
    "store.box.pathh, store.box.path",
    "store.box.passphrase-flie, store.box.passphrase-file",
    "rotation.lifetme, rotation.lifetime",
    "remind.timezone, remind.time-zone",
    "app.erp.regoin, app.erp.region",
    "notifier, notifiers",
    "endpoint.spapi.jp, endpoint.spapi.eu",
    "plugins.alow, plugins.allow",
  })
  void anUnknownKeyNearAKnownOneGetsASuggestion(String given, String meant) {
    assertThat(ConfigCheck.of("store", "box", "store.box.path", "/a", given, "x").problems())
        .containsExactly(given + ": is not a setting (did you mean '" + meant + "'?)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rotation.retry", "store", ""})
  void aKeyThatDoesNotWorkInThisReleaseIsUnknown(String key) {
    List<String> problems =
        ConfigCheck.of("store", "crate", key.equals("store") ? "x" : key, "1").problems();
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).contains("is not a setting");
  }

  @Test
  void aVeryLongKeyGetsNoSuggestion() {
    String key = "store.".repeat(1000);
    assertThat(ConfigCheck.of("store", "crate", key, "1").problems()).hasSize(1);
  }

  @Nested
  class Plugins {

    @Test
    void aStoreMustBeChosen() {
      assertThat(ConfigCheck.of().problems())
          .containsExactly("store: is required; there are: box, crate, tin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Box", "", "amzn1.oa2-cs.v1.canary"})
    void aStoreMustHaveALegalName(String given) {
      assertThat(ConfigCheck.of("store", given).problems())
          .containsExactly(
              "store: must be a name of lower-case letters, digits and single hyphens");
    }

    @Test
    void anInstanceOfUnknownTypeIsOneProblemHoweverManySettingsItHas() {
      assertThat(
              ConfigCheck.of("store", "crate", "store.bax.path", "/a", "store.bax.x", "y")
                  .problems())
          .containsExactly(
              "store.bax.path: there is no store plug-in 'bax'; there are: box, crate, tin (did you"
                  + " mean 'box'?)");
      assertThat(
              ConfigCheck.of("store", "main", "store.main.type", "bax", "store.main.x", "y")
                  .problems())
          .containsExactly(
              "store.main.type: there is no store plug-in 'bax'; there are: box, crate, tin (did"
                  + " you mean 'box'?)");
    }

    @Test
    void anInstanceWhoseTypeIsNotResolvedIsOneProblem() {
      assertThat(
              ConfigCheck.of("store", "m", "store.m.type", "${env:T}", "store.m.path", "y")
                  .problems())
          .containsExactly("store.m.type: refers to environment variable T, which is not set");
    }

    @Test
    void aRequiredOptionMustBeGiven() {
      assertThat(ConfigCheck.of("store", "box").problems())
          .containsExactly("store.box.path: is required");
    }

    @Test
    void aRequiredOptionThatIsNotResolvedIsOneProblem() {
      assertThat(ConfigCheck.of("store", "box", "store.box.path", "${env:P}").problems())
          .containsExactly("store.box.path: refers to environment variable P, which is not set");
    }

    @Test
    void anOptionsOwnReasonIsShown() {
      assertThat(
              ConfigCheck.of(
                      "store", "box", "store.box.path", "/a", "store.box.lock-timeout", "canary")
                  .problems())
          .containsExactly(
              "store.box.lock-timeout: must be a duration such as 10s, 5m, 1h, 180d or PT1H");
    }

    @Test
    void aParserThatThrowsAnythingElseIsReportedByItsClass() {
      assertThat(ConfigCheck.of("store", "tin", "store.tin.lid", "canary").problems())
          .containsExactly("store.tin.lid: has a form that cannot be read (IllegalStateException)");
    }

    @Test
    void aDuplicateNameIsRefusedWithBothClasses() {
      PluginRegistry twins = ConfigCheck.PLUGINS.with(new Boxes.CrateFactory());
      Settings settings = Settings.of(Map.of("store", "crate"));
      assertThatThrownBy(() -> Configuration.of(settings, twins, name -> Optional.empty()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("2 store plug-ins are called 'crate'");
    }

    @ParameterizedTest
    @CsvSource({"post", "crate,post", "''"})
    void aPluginThatIsNotAllowedIsRefused(String allowed) {
      assertThat(
              ConfigCheck.of("store", "box", "store.box.path", "/a", "plugins.allow", allowed)
                  .problems())
          .containsExactly(
              "plugins.allow: does not list the store plug-in 'box', which is configured");
    }

    @Test
    void aNotifierThatIsConfiguredButNotListedIsRefused() {
      assertThat(
              ConfigCheck.of(
                      "store", "crate",
                      "notifiers", "log",
                      "notifier.post.to", "a@example.com",
                      "notifier.post.password", "canary")
                  .problems())
          .containsExactly(
              "notifier.post.password: belongs to a notifier that 'notifiers' does not name");
    }

    @Test
    void notifiersAreNotMoreThanTheRecordHasRoomFor() {
      ConfigCheck check = ConfigCheck.of("store", "crate", "notifiers", "a,b,c,d,e,f,g");
      for (String name : List.of("a", "b", "c", "d", "e", "f", "g")) {
        check.put("notifier." + name + ".type", "log", Origin.CODE);
      }
      assertThat(check.problems()).containsExactly("notifiers: names more than 5");
    }

    @Test
    void notifiersThatCannotBeReadSilenceFurtherProblemsOfTheirs() {
      assertThat(
              ConfigCheck.of("store", "crate", "notifiers", "log,log", "notifier.post.to", "a")
                  .problems())
          .containsExactly("notifiers: names one item twice");
    }

    @Test
    void aSchedulerThatIsConfiguredButNotChosenIsRefused() {
      assertThat(ConfigCheck.of("store", "crate", "scheduler.locla.type", "local").problems())
          .containsExactly(
              "scheduler.locla.type: belongs to a scheduler that 'scheduler' does not name (did you"
                  + " mean 'local'?)");
    }
  }

  @Nested
  class Applications {

    @ParameterizedTest
    @CsvSource({
      "apps, 'erp,Web', has an item that is not a legal name",
      "apps, 'erp,erp', names one item twice",
      "app.erp.sellers, ../x, has an item that is not a legal name",
      "app.erp.client-id, ' ', must not be empty",
      "app.Erp.region, na, does not hold a legal name of an application",
      "app..region, na, does not hold a legal name of an application",
      "app.erp.seller.A.region, na, does not hold a legal name of a seller",
      "app.erp.seller.a.region, antarctica, 'must be one of na, eu, fe'",
    })
    void mustHaveLegalNamesAndValues(String key, String value, String reason) {
      assertThat(ConfigCheck.of("store", "crate", key, value).problems())
          .containsExactly(key + ": " + reason);
    }

    @Test
    void thatAreNotListedMustNotBeConfigured() {
      assertThat(ConfigCheck.of("store", "crate", "apps", "erp", "app.epr.region", "na").problems())
          .containsExactly(
              "app.epr.region: is about an application that 'apps' does not list (did you mean"
                  + " 'erp'?)");
    }

    @Test
    void sellersThatAreNotListedMustNotBeConfigured() {
      assertThat(
              ConfigCheck.of(
                      "store", "crate",
                      "app.erp.sellers", "acme-us",
                      "app.erp.seller.acme-su.region", "na")
                  .problems())
          .containsExactly(
              "app.erp.seller.acme-su.region: is about a seller that 'app.erp.sellers' does not"
                  + " list (did you mean 'acme-us'?)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "rotation.lifetime, 0d, must be longer than nothing",
    "rotation.lifetime, 36h, must be a positive number of whole days",
    "rotation.overlap, 181d, must be shorter than the lifetime",
    "rotation.at, 36h, must be a number of whole days such as 150d",
    "rotation.at, 99999d, must be a number of whole days such as 150d",
    "rotation.at, 10d, must be between 60 and 14 days before the end of the lifetime",
    "rotation.latest, 149d, must not be before rotate-at and must be before the end of the lifetime",
    "remind.ladder, 'ten,twenty', 'must be days of life such as 90,120,150'",
    "remind.ladder, '', must have 1 to 30 days",
    "remind.repeat, 5m, must be between one hour and one day",
    "remind.snap, later, 'must be one of earlier, none'",
    "remind.time, 9 o'clock, must be a time of day such as 09:00",
    "remind.time-zone, Mars/Phobos, must be a time zone such as UTC or Europe/Berlin",
    "remind.overlap, 0, its days must be between 1 and 30",
    "remind.overlap, '10,20', all its days come after the end of the overlap",
    "remind.sellers, 400, its days must be between 0 and 365",
    "remind.working-days, someday, 'must be days of the week such as mon,tue,wed'",
    "remind.working-days, '', must name at least one day",
    "remind.quiet-hours, at night, must be two times of day such as 20:00-07:00",
    "remind.quiet-hours, 20:00-25:00, must be two times of day such as 20:00-07:00",
    "remind.quiet-hours, 20:00-20:00, must not begin and end at one time",
    "remind.quiet-hours, 08:00-10:00, contain the time of day at which reminders are due",
    "remind.route.soon, log, 'must end in a day of life, as in remind.route.150'",
    "remind.route.150, pager, names a notifier that 'notifiers' does not",
    "remind.group.duty, lgo, names a notifier that 'notifiers' does not (did you mean 'log'?)",
    "remind.group.duty, '', must name at least one notifier",
    "remind.language, fr, 'must be one of en, de'",
    "remind.holidays, no-such-file, names a file that does not exist",
    "consumer, 'Nightly Job', 'must be a name of lower-case letters, digits and single hyphens'",
    "rotation.owner, ERP-1, 'must be a name of lower-case letters, digits and single hyphens'",
    "instance, erp_1, 'must be a name of lower-case letters, digits and single hyphens'",
  })
  void aPolicyThatCannotBeKeptIsRefused(String key, String value, String reason) {
    assertThat(ConfigCheck.of("store", "crate", key, value).problems())
        .containsExactly(key + ": " + reason);
  }

  @Test
  void aCalendarWithoutAWorkingDayIsRefused(@TempDir Path directory) throws IOException {
    List<String> days =
        LocalDate.parse("2026-07-01")
            .datesUntil(LocalDate.parse("2026-07-31"))
            .map(LocalDate::toString)
            .toList();
    Path file = Files.write(directory.resolve("free.txt"), days);

    assertThat(ConfigCheck.of("store", "crate", "remind.holidays", file.toString()).problems())
        .singleElement()
        .asString()
        .startsWith("remind.holidays: leave no working day in the 21 days before 2026-07-");
  }

  @Test
  void eachEndpointHasItsOwnProblem() {
    List<String> problems =
        ConfigCheck.of(
                "store", "crate",
                "endpoint.lwa", "https://evil.example.com",
                "endpoint.spapi.na", "ftp://sellingpartnerapi-na.amazon.com",
                "endpoint.spapi.eu", "https://canary@sellingpartnerapi-eu.amazon.com",
                "endpoint.allow-custom", "yes")
            .problems();
    assertThat(problems)
        .hasSize(4)
        .noneMatch(problem -> problem.contains("canary"))
        .anyMatch(problem -> problem.startsWith("endpoint.lwa: names a host"))
        .anyMatch(problem -> problem.startsWith("endpoint.spapi.na: "))
        .anyMatch(problem -> problem.startsWith("endpoint.spapi.eu: holds a user name"))
        .contains("endpoint.allow-custom: must be true or false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "proxy.example.com:3128",
        "https://proxy.example.com:3128",
        "http://proxy.example.com",
        "http://user:canary@proxy.example.com:3128",
        "http://proxy.example.com:3128/path",
        "http://proxy.example.com:3128?q",
        "http://proxy.example.com:3128#f",
        "http://proxy.example.com:99999",
        "http://:3128",
        "http://a b:1",
        "",
      })
  void aProxyIsHostAndPortAndNothingMore(String proxy) {
    assertThat(ConfigCheck.of("store", "crate", "proxy", proxy).problems())
        .containsExactly("proxy: must be http://host:port and nothing more");
  }

  @Nested
  class SensitiveOptions {

    private static final String KEY = "store.box.passphrase";

    @TempDir Path folder;

    private ConfigCheck box() {
      return ConfigCheck.of("store", "box", "store.box.path", "/a");
    }

    private String passphrase(ConfigCheck check) {
      return check.read().store().config().get(Boxes.PASSPHRASE).revealUtf8();
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE", "ENVIRONMENT", "FILE"})
    void mayBeGivenWhereOthersDoNotLook(Origin.Kind kind) {
      assertThat(passphrase(box().put(KEY, "canary", Origin.of(kind, "there"))))
          .isEqualTo("canary");
    }

    @ParameterizedTest
    @EnumSource(names = {"SYSTEM_PROPERTY", "COMMAND_LINE"})
    void areRefusedWhereOthersLook(Origin.Kind kind) {
      assertThat(box().put(KEY, "canary", Origin.of(kind, "there")).problems())
          .singleElement()
          .asString()
          .startsWith("there: store.box.passphrase: must not be given there")
          .contains("store.box.passphrase-file")
          .doesNotContain("canary");
    }

    @ParameterizedTest
    @EnumSource(names = {"SYSTEM_PROPERTY", "COMMAND_LINE"})
    void mayBeNamedByAFileEverywhere(Origin.Kind kind) throws IOException {
      Path file = Files.writeString(folder.resolve("secret"), "canary\n");
      assertThat(passphrase(box().put(KEY + "-file", file.toString(), Origin.of(kind, "there"))))
          .isEqualTo("canary");
    }

    @Test
    void mayStandInAFileBesideTheConfiguration() throws IOException {
      Files.writeString(folder.resolve("secret"), "canary\n\n");
      Origin line = Origin.file(folder.resolve("halfturn.yaml"), 3);
      assertThat(passphrase(box().put(KEY + "-file", "secret", line))).isEqualTo("canary\n");
    }

    @Test
    void mayBeACredentialOfSystemd() throws IOException {
      Files.writeString(folder.resolve("unlock"), "canary");
      ConfigCheck check =
          box()
              .put(KEY + "-file", "systemd-credential:unlock", Origin.CODE)
              .env("CREDENTIALS_DIRECTORY", folder.toString());
      assertThat(passphrase(check)).isEqualTo("canary");
    }

    @ParameterizedTest
    @CsvSource({
      "systemd-credential:unlock, 'refers to environment variable CREDENTIALS_DIRECTORY, which is"
          + " not set'",
      "systemd-credential:, does not name a credential of systemd",
      "systemd-credential:../x, does not name a credential of systemd",
      "systemd-credential:.x, does not name a credential of systemd",
      "/no/such/canary, names a file that does not exist",
    })
    void aFileThatDoesNotWorkIsAProblemOfTheTwin(String value, String reason) {
      assertThat(box().put(KEY + "-file", value, Origin.CODE).problems())
          .containsExactly(KEY + "-file: " + reason);
    }

    @Test
    void mustNotBeGivenTwice() {
      assertThat(
              box()
                  .put(KEY, "canary", Origin.CODE)
                  .put(KEY + "-file", "/x", Origin.CODE)
                  .problems())
          .containsExactly(KEY + ": is given here and as " + KEY + "-file; remove one of them");
    }

    @ParameterizedTest
    @CsvSource({"'', is empty", "'canary\ud800', is not a possible value"})
    void mustBePossibleValues(String value, String reason) {
      assertThat(box().put(KEY, value, Origin.CODE).problems())
          .containsExactly(KEY + ": " + reason);
    }

    @Test
    void aMissingOneIsOneProblemAlsoIfItsFileIsWrong() {
      ConfigCheck post = ConfigCheck.of("store", "crate", "notifiers", "post");
      assertThat(post.problems()).containsExactly("notifier.post.password: is required");
      assertThat(post.put("notifier.post.password-file", "/no/such", Origin.CODE).problems())
          .containsExactly("notifier.post.password-file: names a file that does not exist");
    }

    @Test
    void writtenOutInAConfigurationFileDrawAWarning() throws IOException {
      Path file = fileWithMode("rw-r-----");
      Configuration configuration = box().put(KEY, "canary", Origin.file(file, 3)).read();
      assertThat(configuration.warnings())
          .singleElement()
          .asString()
          .startsWith(file + ":3: store.box.passphrase: is written out in a configuration file")
          .doesNotContain("canary");
    }

    @Test
    void ofAStoreInTheEnvironmentDrawAWarning() {
      Origin variable = Origin.of(Origin.Kind.ENVIRONMENT, "HALFTURN_STORE_BOX_PASSPHRASE");
      assertThat(box().put(KEY, "canary", variable).read().warnings())
          .singleElement()
          .asString()
          .startsWith("HALFTURN_STORE_BOX_PASSPHRASE: ")
          .endsWith("may read; name a file in store.box.passphrase-file")
          .doesNotContain("canary");
    }

    @Test
    void writtenOutInAFileThatAllMayReadAreRefused() throws IOException {
      Path file = fileWithMode("rw-r--r--");
      assertThat(box().put(KEY, "canary", Origin.file(file, 3)).problems())
          .singleElement()
          .asString()
          .contains("every user may read", "${env:NAME}")
          .doesNotContain("canary");
    }

    @Test
    void referredToFromAFileThatAllMayReadAreFine() throws IOException {
      Path file = fileWithMode("rw-r--r--");
      Configuration configuration =
          box().put(KEY, "${env:PASS}", Origin.file(file, 3)).env("PASS", "canary").read();
      assertThat(configuration.warnings()).isEmpty();
    }

    @Test
    void neverAppearInAProblemHoweverMuchElseIsWrong() {
      List<String> all = new ArrayList<>();
      for (String broken :
          List.of("canary-1", "amzn1.oa2-cs.v1.canary", "Atzr|canary", "canary ")) {
        for (String key : Configuration.knownKeys(Settings.of(Map.of()), ConfigCheck.PLUGINS)) {
          all.addAll(ConfigCheck.of("store", "nope", key, broken).problems());
        }
      }
      assertThat(all).isNotEmpty();
      assertThat(all).noneMatch(problem -> problem.contains("amzn1") || problem.contains("Atzr"));
      assertThat(all.stream().filter(problem -> problem.contains("canary ")).toList()).isEmpty();
    }

    private Path fileWithMode(String mode) throws IOException {
      Path file = Files.createFile(folder.resolve("halfturn.yaml"));
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }
  }
}
