// SPDX-License-Identifier: Apache-2.0
package com.example.lambda.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.lambda.bundle.RuntimeApi.Result;
import dev.halfturn.Halfturn;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.plugin.Origin;
import dev.halfturn.plugin.Settings;
import dev.halfturn.rotation.Provenance;
import dev.halfturn.secrets.NewApplication;
import dev.halfturn.secrets.NewSeller;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Endpoint;
import dev.halfturn.simulator.NewApp;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.testbed.aws.AwsReply;
import dev.halfturn.testbed.aws.FakeAws;
import dev.halfturn.testbed.aws.FakeSsm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions as Lambda runs them, between a Parameter Store and a simulated Amazon. */
class FunctionsTest {

  private static final Instant MADE = Instant.now().minus(Duration.ofDays(155));
  private static final Map<String, Object> ASKED = Map.of("app", "erp", "seller", "acme");

  @TempDir private static Path bundle;

  private final AmazonSimulator amazon = AmazonSimulator.start();
  private final FakeSsm ssm = new FakeSsm(InstantSource.system());
  private final FakeAws aws =
      new FakeAws()
          .with("ssm", ssm)
          .with(
              "sns",
              request ->
                  AwsReply.xml(
                      200,
                      "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult>"
                          + "</PublishResponse>"));
  private final SimulatedApp app = amazon.addApp(NewApp.named("erp").withCreatedAt(MADE));
  private final String authorization = app.addSeller("acme", Region.EU).refreshToken();

  @BeforeAll
  static void unpack() throws IOException {
    Bundle.unpackInto(bundle);
  }

  /** As somebody with the command line would add it. */
  @BeforeEach
  void add() {
    Settings.Builder administrator = Settings.of(settings()).toBuilder();
    administrator.put("store.aws-ssm.region", "eu-central-1", Origin.CODE);
    administrator.put("store.aws-ssm.access-key-id", "AKIDEXAMPLE", Origin.CODE);
    administrator.put("store.aws-ssm.secret-access-key", "example", Origin.CODE);
    try (Halfturn halfturn = Halfturn.open(administrator.build())) {
      halfturn
          .applications()
          .add(
              new NewApplication(
                  "erp",
                  app.clientId(),
                  SecretValue.ofUtf8(app.secret()),
                  Optional.of(SpApiRegion.EU),
                  false));
      halfturn
          .applications()
          .addSeller(
              new NewSeller(
                  "erp", "acme", SecretValue.ofUtf8(authorization), Optional.empty(), false));
      halfturn.tracker().declareIssued("erp", MADE, Provenance.DECLARED);
    }
    aws.forgetRequests();
  }

  @AfterEach
  void close() {
    aws.close();
    amazon.close();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("store", "aws-ssm");
    settings.put("store.aws-ssm.endpoint", aws.endpoint().toString());
    settings.put("apps", "erp");
    settings.put("notifiers", "aws-sns");
    settings.put("notifier.aws-sns.topic-arn", "arn:aws:sns:eu-central-1:123456789012:notices");
    settings.put("notifier.aws-sns.endpoint", aws.endpoint().toString());
    settings.put("endpoint.allow-custom", "true");
    settings.put("endpoint.lwa", amazon.lwaEndpoint().toString());
    settings.put("endpoint.spapi.eu", amazon.spApi(Region.EU).toString());
    return settings;
  }

  private RunningFunction start(String handler) throws IOException {
    return start(handler, settings());
  }

  private static RunningFunction start(String handler, Map<String, String> settings)
      throws IOException {
    String lines =
        settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining("\n"));
    String rehearsal = // as in the template
        """
        store.aws-ssm.endpoint=http://127.0.0.1:9
        store.aws-ssm.access-key-id=rehearsal
        store.aws-ssm.secret-access-key=rehearsal
        store.aws-ssm.timeout=1s
        """;
    return new RunningFunction(
        bundle, handler, Map.of("HALFTURN_SETTINGS", lines, "HALFTURN_REHEARSAL", rehearsal));
  }

  /** Every token that the simulator makes up holds its mark. */
  private void assertNoSecretIn(String text) {
    assertThat(text).doesNotContain(app.secret(), authorization, AmazonSimulator.MARK);
  }

  @Test
  void aTokenIsHandedOutAndTheNextTimeItIsThere() throws IOException, InterruptedException {
    try (RunningFunction function = start("com.example.lambda.TokenHandler")) {
      Result cold = function.lambda().invoke(ASKED);
      int calls = aws.requests().size();
      Result warm = function.lambda().invoke(ASKED);

      assertThat(cold.kind()).isEqualTo("response");
      assertThat(cold.json()).containsOnlyKeys("accessToken", "expiresAt");
      assertThat(cold.body().contains(AmazonSimulator.MARK)).as("a token").isTrue();
      assertThat(warm.equals(cold)).as("the same token").isTrue();
      assertThat(amazon.log().calls(Endpoint.TOKEN)).isOne();
      assertThat(aws.requests()).hasSize(calls);
      assertNoSecretIn(function.log());
    }
  }

  /** So nothing in a snapshot is secret, belongs to one environment, or grows old. */
  @Test
  void beforeTheFirstEventNobodyIsAskedForAnything() throws IOException, InterruptedException {
    try (RunningFunction function = start("com.example.lambda.TokenHandler")) {
      function.lambda().awaitReady();

      assertThat(aws.requests()).isEmpty();
      assertThat(amazon.log().newest()).isEmpty();
      assertThat(function.lambda().invoke(ASKED).kind()).isEqualTo("response");
      assertThat(aws.requests()).isNotEmpty();
    }
  }

  @Test
  void aRefusalIsAnErrorWithItsReasonAndWithoutASecret() throws IOException, InterruptedException {
    app.seller("acme").orElseThrow().revoke();
    try (RunningFunction function = start("com.example.lambda.TokenHandler")) {
      Result refused = function.lambda().invoke(ASKED);

      assertThat(refused.kind()).isEqualTo("error");
      assertThat(refused.json().get("errorType")).isEqualTo("com.example.lambda.FunctionFailure");
      assertThat((String) refused.json().get("errorMessage"))
          .startsWith("FAILED_PRECONDITION/SELLER_REVOKED: erp/acme: ");
      function.lambda().invoke(ASKED); // what is logged of an error is logged after it was sent
      assertThat(function.log()).contains("FAILED_PRECONDITION/SELLER_REVOKED");
      assertNoSecretIn(function.log() + refused.body());
    }
  }

  @Test
  void aCheckWritesTheRecordAndTellsOnce() throws IOException, InterruptedException {
    try (RunningFunction function = start("com.example.lambda.CheckHandler")) {
      Result first = function.lambda().invoke(Map.of("app", "erp"));
      Result second = function.lambda().invoke(Map.of("source", "aws.ssm"));

      assertThat(first.kind()).as(first.body()).isEqualTo("response");
      assertThat(first.body()).contains("\"state\":\"DUE\"", "\"told\":1");
      assertThat(second.body()).contains("\"state\":\"DUE\"", "\"told\":0");
      assertThat(ssm.names()).contains("/erp/lwa/clientsecret/rotation");
      assertThat(aws.requests("Publish")).hasSize(1);
      assertThat(aws.requests("Publish").get(0).form().get("Subject"))
          .contains("erp: rotate the LWA client secret");
      assertNoSecretIn(function.log() + aws.requests("Publish"));
    }
  }

  @Test
  void aSettingThatIsWrongShowsWhenTheFunctionStarts() throws IOException, InterruptedException {
    try (RunningFunction function =
        start(
            "com.example.lambda.CheckHandler", Map.of("store", "aws-ssm", "notifers", "aws-sns"))) {
      Result failed = function.lambda().result();

      assertThat(failed.kind()).isEqualTo("init/error");
      assertThat(failed.body()).contains("notifers");
    }
  }
}
