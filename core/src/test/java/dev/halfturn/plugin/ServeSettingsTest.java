// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.InMemorySecretStoreFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeSettingsTest {

  private static final String TOKEN = "not-secret-1234567890";

  @TempDir private Path directory;

  private static Configuration configuration(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(given);
    all.put("store", "memory");
    return Configuration.of(
        Settings.of(all),
        PluginRegistry.discover(InMemorySecretStoreFactory.class.getClassLoader()),
        name -> Optional.empty());
  }

  private static ServeSettings with(String key, String value) {
    return configuration(Map.of(key, value)).serve();
  }

  private static void assertRefused(String key, String value) {
    assertThatThrownBy(() -> with(key, value))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.key()).startsWith(key))
                    .satisfies(problem -> assertThat(problem.text()).doesNotContain(value)));
  }

  @Test
  void listensOnThisComputerAlone() {
    ServeSettings usual = configuration(Map.of()).serve();
    assertThat(usual.bind().getAddress().isLoopbackAddress()).isTrue();
    assertThat(usual.bind().getPort()).isEqualTo(7180);
    assertThat(usual.hosts()).isEmpty();
    assertThat(usual.token()).isEmpty();
    assertThat(usual.heartbeat()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:80", "localhost:0", "[::1]:7180", "0.0.0.0:65535", "[::]:1"})
  void listensWhereItIsTold(String address) {
    assertThat(with("serve.bind", address).bind().isUnresolved()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "8080",
        ":8080",
        "example.com:80",
        "127.0.0.1:65536",
        "::1:80",
        "1.2.3.4.5:80",
        "[zz]:80",
        "999.0.0.1:80"
      })
  void refusesWhatIsNoAddress(String address) {
    assertRefused("serve.bind", address);
  }

  @Test
  void knowsFurtherNames() {
    assertThat(with("serve.host", "a.example.com, b.example.com:8443").hosts())
        .isEqualTo(List.of("a.example.com", "b.example.com:8443"));
    assertRefused("serve.host", "https://a.example.com/");
  }

  @Test
  void takesTheTokenFromAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), TOKEN + "\n");
    assertThat(with("serve.token-file", file.toString()).token())
        .contains(SecretValue.ofUtf8(TOKEN));
    assertThat(with("serve.token", TOKEN).token()).contains(SecretValue.ofUtf8(TOKEN));
  }

  @ParameterizedTest
  @ValueSource(strings = {"too-short-123456"})
  void takesATokenOfSixteenCharacters(String token) {
    assertThat(with("serve.token", token).token()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"only-15-charact", "has a blank in the middle", "has:a:colon:1234567890"})
  void refusesATokenThatNobodyCanSendOrAnybodyGuess(String token) {
    assertRefused("serve.token", token);
  }

  @Test
  void neverShowsTheToken() {
    assertThat(configuration(Map.of("serve.token", TOKEN)).effective())
        .filteredOn(setting -> setting.key().equals("serve.token"))
        .singleElement()
        .satisfies(setting -> assertThat(setting.sensitive()).isTrue())
        .satisfies(setting -> assertThat(setting.value()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hc.example.com/ping/1?x=y",
        "http://127.0.0.1:8000/",
        "http://localhost/ping"
      })
  void callsWhereACallIsPrivate(String url) {
    assertThat(with("heartbeat.url", url).heartbeat()).hasToString("Optional[" + url + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://hc.example.com/",
        "http://127.0.0.1.example.com/",
        "ftp://127.0.0.1/",
        "https://user@example.com/",
        "https://example.com/#1",
        "https:///x",
        "file:/etc/passwd",
        "not an address"
      })
  void callsNowhereElse(String url) {
    assertRefused("heartbeat.url", url);
  }
}
