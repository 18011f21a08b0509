// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.PluginConfig;
import dev.halfturn.testkit.Plugins;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpapiOptionsTest {

  private static final String URL = QueueAddress.EXAMPLE;

  @ParameterizedTest
  @CsvSource({
    "https://sqs.eu-central-1.amazonaws.com/111122223333/q, eu-central-1",
    "https://SQS.eu-central-1.amazonaws.com/111122223333/q, eu-central-1",
    "https://sqs-fips.us-east-1.amazonaws.com/111122223333/q, us-east-1",
    "https://sqs.cn-north-1.amazonaws.com.cn/111122223333/q, cn-north-1",
    "https://sqs.eu-central-1.api.aws/111122223333/q, eu-central-1",
    "https://eu-central-1.queue.amazonaws.com/111122223333/q.fifo, eu-central-1"
  })
  void anAddressOfAmazonNamesTheRegionAndNoOtherService(String text, String region) {
    QueueAddress address = QueueAddress.parse(text);

    assertThat(address.region()).contains(region);
    assertThat(address.service()).isEmpty();
    assertThat(address.account()).isEqualTo("111122223333");
    assertThat(address.isOnThisMachine()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8787/sqs/000000000000/q, http://127.0.0.1:8787/sqs/, true",
    "http://localhost:9324/000000000000/q, http://localhost:9324/, true",
    "https://queues.example.com/a/b/000000000000/q, https://queues.example.com/a/b/, false"
  })
  void anotherAddressIsThatOfAService(String text, URI service, boolean here) {
    QueueAddress address = QueueAddress.parse(text);

    assertThat(address.region()).isEmpty();
    assertThat(address.service()).contains(service);
    assertThat(address.isOnThisMachine()).isEqualTo(here);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "queue",
        " ",
        "ftp://127.0.0.1/111122223333/q",
        "http://sqs.eu-central-1.amazonaws.com/111122223333/q",
        "https://sqs.eu-central-1.amazonaws.com/q",
        "https://sqs.eu-central-1.amazonaws.com/1/q",
        "https://sqs.eu-central-1.amazonaws.com/111122223333/",
        "https://sqs.eu-central-1.amazonaws.com/111122223333/q?x=1",
        "https://sqs.eu-central-1.amazonaws.com/111122223333/q#x",
        "https://user@sqs.eu-central-1.amazonaws.com/111122223333/q",
        "mailto:x",
        "/111122223333/q"
      })
  void whatIsNoAddressOfAQueueIsRefused(String text) {
    assertThatThrownBy(() -> QueueAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("must look like " + URL);
  }

  @ParameterizedTest
  @CsvSource({
    "region, EU central, must look like eu-central-1",
    "profile, a b, must be the name of a profile",
    "endpoint, http://example.com, must be an address that begins with https://",
    "endpoint, https:///x, must be an address that begins with https://",
    "timeout, 3m, must be at most 2m",
    "proxy, https://proxy.example.com:3128, must be http://host:port and nothing more",
    "proxy, http://proxy.example.com, must be http://host:port and nothing more",
    "proxy, http://proxy.example.com:99999, must be http://host:port and nothing more",
    "proxy, http://me@proxy.example.com:3128, must be http://host:port and nothing more",
    "proxy, http://proxy.example.com:3128/x, must be http://host:port and nothing more",
    "proxy, http://proxy.example.com:3128?x, must be http://host:port and nothing more",
    "proxy, http://proxy.example.com:3128#x, must be http://host:port and nothing more",
    "proxy, proxy:3128, must be http://host:port and nothing more"
  })
  void valuesThatCannotBeAreRefused(String option, String text, String complaint) {
    assertThat(
            PluginConfig.parse(
                    new SpapiIssuerFactory().options(), Map.of("queue-url", URL, option, text))
                .problems())
        .containsExactly(option + ": " + complaint);
  }

  private static void opens(String... more) {
    Map<String, String> settings = new HashMap<>(Map.of("queue-url", URL));
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    Plugins.open(
            new SpapiIssuerFactory(),
            settings,
            Bed.context(SettableClock.at("2026-03-01T12:00:00Z")))
        .close();
  }

  @Test
  void valuesThatFitAreTaken() {
    opens("proxy", "http://proxy.example.com:3128/", "endpoint", "http://[::1]:1", "region", "x");
    opens("profile", "me@work", "timeout", "2m");
    opens("access-key-id", "A", "secret-access-key", "b", "session-token", "c");
    opens("dlq-url", URL + "-dead");
  }

  @Test
  void valuesThatContradictOneAnotherAreRefused() {
    assertThatThrownBy(() -> opens("access-key-id", "A")).hasMessageContaining("belong together");
    assertThatThrownBy(() -> opens("session-token", "A")).hasMessageContaining("belongs to");
    assertThatThrownBy(() -> opens("access-key-id", "A", "secret-access-key", "b", "profile", "me"))
        .hasMessageContaining("exclude one another");
    assertThatThrownBy(() -> opens("dlq-url", URL)).hasMessageContaining("the same queue");
    assertThatThrownBy(() -> opens("dlq-url", URL.replace("central", "west")))
        .hasMessageContaining("different regions");
    assertThatThrownBy(() -> opens("dlq-url", "http://127.0.0.1:1/000000000000/q"))
        .hasMessageContaining("different regions");
  }
}
