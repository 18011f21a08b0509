// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.auth.Credentials;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.testbed.gcp.CloudServer;
import dev.halfturn.testbed.gcp.FakeSecretManager;
import dev.halfturn.testbed.gcp.ServiceAccountFile;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcpAccessTest {

  private static final String ACCOUNT = "halfturn@my-project-1.iam.gserviceaccount.com";

  @TempDir private Path directory;

  private Path account(URI tokenUri) {
    Path file = directory.resolve("account.json");
    ServiceAccountFile.write(file, "my-project-1", tokenUri);
    return file;
  }

  @Test
  void eachServiceIsAskedWhereItIs() {
    GcpAccess global = Accesses.of(Map.of());
    GcpAccess regional = Accesses.of(Map.of("location", "europe-west3"));
    GcpAccess hidden =
        Accesses.of(Map.of("endpoint", "https://secretmanager-mine.p.googleapis.com"));

    assertThat(global.endpoint("secretmanager"))
        .hasToString("https://secretmanager.googleapis.com");
    assertThat(global.endpoint("pubsub")).hasToString("https://pubsub.googleapis.com");
    assertThat(regional.endpoint("secretmanager"))
        .hasToString("https://secretmanager.europe-west3.rep.googleapis.com");
    assertThat(regional.endpoint("pubsub")).hasToString("https://pubsub.googleapis.com");
    assertThat(hidden.endpoint("secretmanager"))
        .hasToString("https://secretmanager-mine.p.googleapis.com");
    assertThat(hidden.endpoint("pubsub")).hasToString("https://pubsub.googleapis.com");
  }

  @Test
  void aTestBedPlaysAllServicesAndNeverSeesTheCredentialsOfTheSurroundings() {
    GcpAccess access =
        Accesses.of(
            Map.of(
                "endpoint", "http://127.0.0.1:9",
                "pubsub-endpoint", "https://pubsub-mine.p.googleapis.com"));

    assertThat(access.endpoint("cloudresourcemanager")).hasToString("http://127.0.0.1:9");
    assertThat(access.endpoint("pubsub")).hasToString("https://pubsub-mine.p.googleapis.com");
    assertThat(access.credentials("secretmanager")).isEmpty();
    assertThat(access.credentials("cloudresourcemanager")).isEmpty();
    assertThat(access.credentials("pubsub")).isPresent();
    assertThat(access.link()).isEmpty();
  }

  @Test
  void theProjectIsThatOfTheOptionElseOfTheEnvironmentElseOfTheCredentials() {
    Path file = account(URI.create("http://127.0.0.1:9/token"));
    Map<String, String> environment = Map.of("GOOGLE_CLOUD_PROJECT", "of-environment");
    GcpAccess option =
        Accesses.of(
            Map.of("project", "of-option", "credentials-file", file.toString()), environment);
    GcpAccess variable = Accesses.of(Map.of("credentials-file", file.toString()), environment);
    GcpAccess credentials =
        Accesses.of(
            Map.of("credentials-file", file.toString()), Map.of("GOOGLE_CLOUD_PROJECT", " "));

    assertThat(option.project() + " by " + option.projectSource())
        .isEqualTo("of-option by option project");
    assertThat(variable.project() + " by " + variable.projectSource())
        .isEqualTo("of-environment by GOOGLE_CLOUD_PROJECT");
    assertThat(credentials.project() + " by " + credentials.projectSource())
        .isEqualTo("my-project-1 by the credentials");
  }

  @Test
  void withoutAProjectItIsSaidHowToNameOne() {
    GcpAccess access = Accesses.of(Map.of("endpoint", "http://127.0.0.1:9"));

    assertThatThrownBy(access::project)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e).hasMessage("store 'tested' knows no Google project");
              assertThat(e.hint().orElseThrow()).contains("GOOGLE_CLOUD_PROJECT");
            });
  }

  @Test
  void aFileIsReadAtTheFirstCallAndRemembered() throws IOException {
    try (FakeSecretManager google = new FakeSecretManager()) {
      GcpAccess access =
          Accesses.of(
              Map.of(
                  "credentials-file",
                  directory.resolve("account.json").toString(),
                  "quota-project",
                  "other-project"));
      Credentials credentials = access.credentials("secretmanager").orElseThrow();
      account(google.tokenUri()); // not there before

      assertThat(credentials.getRequestMetadata(URI.create("https://x.googleapis.com")))
          .containsKeys("Authorization", "x-goog-user-project");
      assertThat(access.link().orElseThrow().text())
          .isEqualTo("option credentials-file: key of service account " + ACCOUNT);
      assertThat(credentials.toString()).doesNotContain("ya29");
    }
  }

  @Test
  void anotherAccountIsImpersonatedByTheOneOfTheFile() {
    Path file = account(URI.create("http://127.0.0.1:9/token"));
    GcpAccess access =
        Accesses.of(
            Map.of(
                "credentials-file",
                file.toString(),
                "impersonate",
                "rotator@my-project-1.iam.gserviceaccount.com"));

    assertThat(access.link().orElseThrow().text())
        .isEqualTo(
            "option credentials-file: key of service account "
                + ACCOUNT
                + ", which impersonates rotator@my-project-1.iam.gserviceaccount.com");
    assertThat(access.link().orElseThrow().principal())
        .hasValue("rotator@my-project-1.iam.gserviceaccount.com");
  }

  @Test
  void aFileThatIsNoneIsRefusedWithoutAWordOfIt() throws IOException {
    Path file = directory.resolve("account.json");
    for (String content :
        new String[] {
          "no JSON but amzn1.oa2-cs.v1.secret",
          "{\"type\":\"amzn1.oa2-cs.v1.secret\"}",
          "{\"type\":\"service_account\",\"private_key\":\"amzn1.oa2-cs.v1.secret\"}",
          "{}"
        }) {
      Files.writeString(file, content);
      GcpAccess access = Accesses.of(Map.of("credentials-file", file.toString()));
      assertThatThrownBy(access::link)
          .isInstanceOfSatisfying(
              HalfturnException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                assertThat(e.getMessage()).startsWith("the credentials-file of store 'tested'");
                assertThat(e.getMessage()).doesNotContain("amzn1");
                assertThat(e.getCause()).isNull();
              });
    }
    Files.delete(file);
    assertThatThrownBy(() -> Accesses.of(Map.of("credentials-file", file.toString())).link())
        .hasMessage("the credentials-file of store 'tested' cannot be read");
  }

  @Test
  void whoGetsNoTokenIsToldWhoseCredentialsTheyAre() {
    byte[] refusal =
        "{\"error\":\"invalid_grant\",\"error_description\":\"amzn1.oa2-cs.v1.secret\"}"
            .getBytes(StandardCharsets.UTF_8);
    try (CloudServer server =
        new CloudServer()
            .with(
                "/token",
                exchange -> {
                  try (exchange) {
                    exchange.sendResponseHeaders(400, refusal.length);
                    exchange.getResponseBody().write(refusal);
                  }
                })) {
      Path file = account(server.endpoint().resolve("/token"));
      GcpAccess access = Accesses.of(Map.of("credentials-file", file.toString()));
      Credentials credentials = access.credentials("secretmanager").orElseThrow();

      assertThatThrownBy(
              () -> credentials.getRequestMetadata(URI.create("https://x.googleapis.com")))
          .satisfies(failure -> assertThat(GcpFailure.status(failure)).isEmpty())
          .extracting(failure -> GcpFailure.of("store 'tested'", "Secret Manager", failure))
          .isInstanceOfSatisfying(
              HalfturnException.class,
              failure -> {
                assertThat(failure.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
                assertThat(failure)
                    .hasMessage(
                        "store 'tested' gets no token for the credentials of option"
                            + " credentials-file")
                    .hasNoCause();
              });
    }
  }
}
