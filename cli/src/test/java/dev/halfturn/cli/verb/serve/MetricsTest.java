// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.rotation.RequestOutcome;
import dev.halfturn.rotation.RotationState;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.CredentialEvent;
import dev.halfturn.token.SecretOrigin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private static final Path RULES = Path.of("../examples/monitoring/halfturn.rules.yml");
  private static final Path GUIDE = Path.of("../docs/serve.md");
  private static final Pattern NAME = Pattern.compile("halfturn_[a-z_]+");

  private final Scene scene = new Scene();

  @AfterEach
  void closeScene() {
    scene.close();
  }

  /** The text, without what may be before the headers' end. */
  private String figures() {
    String answer = RawRequest.get(scene.port(), "/metrics").send();
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  private Set<String> names() {
    return figures()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> namesIn(Path file) throws IOException {
    return NAME.matcher(Files.readString(file))
        .results()
        .map(found -> found.group())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void saysWhenEachSecretEnds() {
    scene.busy();
    assertThat(figures())
        .contains(
            "halfturn_secret_expiration_timestamp_seconds{app=\"erp\",store=\"memory\"}"
                + " 1.7984484E9\n",
            "halfturn_secret_rotation_due_timestamp_seconds{app=\"erp\",store=\"memory\"} ",
            "halfturn_secret_overlap_end_timestamp_seconds{app=\"shop\",store=\"memory\"} ",
            "halfturn_store_up{store=\"memory\"} 1.0\n",
            "halfturn_notifier_broken{app=\"books\",notifier=\"pager\"} 1.0\n",
            "halfturn_notification_total{notifier=\"mail\",outcome=\"delivered\"} ",
            "halfturn_notification_total{notifier=\"pager\",outcome=\"failed\"} ")
        .doesNotContain("expiration_timestamp_seconds{app=\"legacy\"");
  }

  @Test
  void forgetsAnApplicationThatIsGone() {
    scene.busy();
    assertThat(figures()).contains("app=\"shop\"");
    scene.halfturn.applications().remove("shop");
    scene.until("2026-12-18T16:20:00Z");
    assertThat(figures()).doesNotContain("expiration_timestamp_seconds{app=\"shop\"");
  }

  @Test
  void countsThoseWhoStillUseTheOldSecret() {
    scene.running();
    scene.metrics.noticed(
        new CredentialEvent.FallbackInUse("erp", SecretOrigin.PREVIOUS), "memory");
    scene.metrics.noticed(new CredentialEvent.FallbackInUse("erp", SecretOrigin.INBOX), "memory");
    assertThat(figures())
        .contains("halfturn_secret_previous_exchanges_total{app=\"erp\",store=\"memory\"} 1.0\n");
  }

  @Test
  void namesThoseWhoStillUseTheOldSecret() {
    scene.busy();
    scene.halfturn.tracker().noteUseOfPrevious("shop", "nightly-job");

    assertThat(figures())
        .contains(
            "halfturn_secret_previous_last_used_timestamp_seconds{app=\"shop\","
                + "consumer=\"nightly-job\",store=\"memory\"} ");
  }

  @Test
  void countsRequestsForNewSecretsThatWereSent() {
    scene.running();
    scene.metrics.requested("erp", request(true));
    scene.metrics.requested("erp", request(false));

    assertThat(figures())
        .contains("halfturn_rotation_requests_total{app=\"erp\",state=\"awaiting\"} 1.0\n");
  }

  private static RequestOutcome request(boolean asked) {
    return new RequestOutcome(
        "erp",
        RotationState.AWAITING,
        Optional.of("R-7Q2F"),
        asked,
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void showsHowFarARotationHasCome() {
    scene.busy();
    assertThat(figures()).doesNotContain("halfturn_rotation_under_way{app=\"erp\"");

    refuseANewSecret();
    scene.until("2026-12-18T15:00:00Z");

    assertThat(figures())
        .contains(
            "halfturn_rotation_under_way{app=\"erp\",state=\"suspect\",store=\"memory\"} 1.0\n")
        .doesNotContain("halfturn_rotation_under_way{app=\"shop\"");
  }

  private void refuseANewSecret() {
    SimulatedApp erp = scene.amazon.app("erp").orElseThrow();
    erp.breakNextSecret();
    scene.halfturn.rotator().accept("erp", SecretValue.ofUtf8(erp.rotateInConsole()));
  }

  @Test
  void countsExchangesByTheSecretTheyWereMadeWith() {
    scene.running();
    scene.metrics.used("erp", SecretOrigin.CURRENT, "memory");
    scene.metrics.used("erp", SecretOrigin.PREVIOUS, "memory");

    assertThat(figures())
        .contains(
            "halfturn_secret_exchanges_total{app=\"erp\",secret=\"current\",store=\"memory\"}"
                + " 1.0\n",
            "halfturn_secret_exchanges_total{app=\"erp\",secret=\"previous\",store=\"memory\"}"
                + " 1.0\n");
  }

  @Test
  void saysWhetherTheQueueCanBeRead() {
    scene.running();
    assertThat(figures()).doesNotContain("halfturn_queue_up ");
    assertThat(ready()).endsWith("\r\n\r\nready\n");

    scene.looks.queueFails(new IllegalStateException());
    assertThat(figures()).contains("halfturn_queue_up 0.0\n");
    assertThat(ready()).endsWith("\r\n\r\nready, but the queue of new secrets cannot be read\n");
    assertThat(RawRequest.get(scene.port(), "/").send())
        .contains("The queue of new secrets could not be looked after");

    scene.looks.queueRead();
    assertThat(figures()).contains("halfturn_queue_up 1.0\n");
    assertThat(ready()).endsWith("\r\n\r\nready\n");
  }

  private String ready() {
    return RawRequest.get(scene.port(), "/readyz").send();
  }

  @Test
  void timesExchangesByWhatTheyCameTo() {
    scene.running();
    scene.metrics.exchanged(Duration.ofMillis(40), Optional.empty());
    assertThat(figures())
        .contains("halfturn_token_exchange_seconds_count{error=\"none\",outcome=\"done\"} 1");
  }

  @Test
  void theAlertsAskForWhatThereIs() throws IOException {
    scene.busy();
    refuseANewSecret();
    scene.looks.queueRead();
    assertThat(namesIn(RULES)).isNotEmpty().isSubsetOf(names());
  }

  @Test
  void theGuideNamesWhatThereIs() throws IOException {
    scene.busy();
    refuseANewSecret();
    scene.metrics.noticed(
        new CredentialEvent.FallbackInUse("erp", SecretOrigin.PREVIOUS), "memory");
    scene.metrics.used("erp", SecretOrigin.CURRENT, "memory");
    scene.metrics.requested("erp", request(true));
    scene.looks.queueRead();
    scene.halfturn.tracker().noteUseOfPrevious("shop", "nightly-job");
    Set<String> shown = names();
    Set<String> named = namesIn(GUIDE);
    assertThat(named).isSubsetOf(shown);
    shown.removeIf(name -> name.matches("halfturn_(rotation|token_exchange)_seconds.*"));
    assertThat(shown).isSubsetOf(named);
  }
}
