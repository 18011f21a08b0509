// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.PluginFactoryContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpNotifierFactoryTest implements PluginFactoryContract {

  @TempDir private Path directory;

  @Override
  public PluginFactory<?> factory() {
    return new SmtpNotifierFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of(
        "host", "mail.example.com", "from", "halfturn@example.com", "to", "ops@example.com");
  }

  @Test
  void itIsCalledSmtpAndOnlyThePasswordIsSensitive() {
    assertThat(factory().name()).isEqualTo("smtp");
    assertThat(factory().options())
        .filteredOn(ConfigOption::sensitive)
        .map(ConfigOption::key)
        .isEqualTo(List.of("password"));
  }

  @Test
  void withoutFurtherSettingsItWantsTlsAndNeverWaitsForEver() {
    PluginConfig config = parsed(minimalSettings()).config().orElseThrow();
    MailServer server = MailServer.of(config, "mail", "example.com");

    assertThat(server.tls()).isEqualTo(MailServer.Tls.STARTTLS);
    assertThat(server.port()).isEqualTo(587);
    assertThat(server.connectTimeout()).hasSeconds(10);
    assertThat(server.readTimeout()).hasSeconds(30);
    assertThat(server.writeTimeout()).hasSeconds(30);
    assertThat(server.deadline()).hasMinutes(2);
    assertThat(server.helo()).isEqualTo("example.com");
    assertThat(server.login()).isEmpty();
  }

  @Test
  void smtpsHasAPortOfItsOwn() {
    PluginConfig config = parsed(with(Map.of("smtps", "true"))).config().orElseThrow();

    assertThat(MailServer.of(config, "mail", "example.com").port()).isEqualTo(465);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"mail.example.com", "10.0.0.1", "localhost.example.com", "::2", "1.127.0.1"})
  void nothingGoesToAnotherMachineWithoutTls(String host) {
    assertRefused(Map.of("host", host, "starttls", "none"), "without TLS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.1.2.3", "::1"})
  void thisMachineMayDoWithoutTls(String host) {
    SmtpFixture.plain(directory, 25).set("host", host).open().close();
  }

  @Test
  void aUsernameNeedsAPasswordAndTheOtherWayRound() {
    assertRefused(Map.of("username", "halfturn"), "without the other");
    assertRefused(Map.of("password", Canaries.TEXT), "without the other");
    assertRefused(Map.of("auth", "xoauth2"), "nobody to log in as");
  }

  @Test
  void aTrustStoreHoldsCertificates() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    Path other = Files.writeString(directory.resolve("other.pem"), "not a certificate");
    for (Path file : List.of(empty, other, directory.resolve("missing.pem"))) {
      assertRefused(Map.of("trust-store", file.toString()), "no certificates can be read");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "host, mail example.com",
    "host, 'mail\r\nRCPT'",
    "port, 0",
    "starttls, optional",
    "from, ''",
    "from, nobody",
    "to, 'ops@example.com,'",
    "to, ''",
    "cc, 'a@example.com b@example.com'",
    "reply-to, '<>'",
    "helo, 'a b'",
    "message-id-domain, 'a>b'",
    "username, 'a\nb'",
    "deadline, 2h",
    "read-timeout, PT0.0000001S"
  })
  void refusesWhatCannotBe(String key, String value) {
    assertThat(parsed(with(Map.of(key, value))).problems())
        .singleElement()
        .asString()
        .startsWith(key + ": must ");
  }

  private PluginConfig.Parsed parsed(Map<String, String> settings) {
    return PluginConfig.parse(factory().options(), settings);
  }

  private Map<String, String> with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(minimalSettings());
    all.putAll(more);
    return all;
  }

  private void assertRefused(Map<String, String> more, String why) {
    PluginConfig config = parsed(with(more)).config().orElseThrow();
    assertThatThrownBy(() -> MailServer.of(config, "mail", "example.com"))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e).hasMessageContaining(why).hasNoCause();
              assertThat(e.hint()).isPresent();
            });
  }
}
