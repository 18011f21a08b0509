// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.azure.call.FakeTransport.Answer;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialChainTest {

  private static final Path AZ = Path.of("target", "commands", "az");
  private static final String TOKEN = Canaries.secret("access token of azure").revealUtf8();
  private static final String SECRET = Canaries.secret("client secret of entra").revealUtf8();

  /** Tokens of machines are kept by the library for the whole process, by what they are for. */
  private final String scope = "https://" + UUID.randomUUID() + ".example.com/.default";

  private final Map<String, String> variables = new HashMap<>();
  private final Map<String, String> options = new HashMap<>(Map.of("timeout", "5s"));
  private boolean hasInstanceMetadata;
  private FakeTransport network = new FakeTransport(request -> entra(request.getUrl().toString()));
  @TempDir private Path directory;

  @AfterEach
  void removeCommand() throws IOException {
    Files.deleteIfExists(AZ);
  }

  private static Answer entra(String url) {
    if (url.contains("/discovery/instance")) {
      return Answer.of(
          200,
          "{\"tenant_discovery_endpoint\":\"https://login.microsoftonline.com/t/v2.0/x\","
              + "\"metadata\":[{\"preferred_network\":\"login.microsoftonline.com\","
              + "\"preferred_cache\":\"login.windows.net\",\"aliases\":"
              + "[\"login.microsoftonline.com\",\"login.windows.net\"]}]}");
    }
    return Answer.of(
        200,
        "{\"token_type\":\"Bearer\",\"expires_in\":\"3599\",\"expires_on\":\"32472144000\",\"resource\":\"x\",\"access_token\":\""
            + TOKEN
            + "\"}");
  }

  private AzureAccess access() {
    return new AzureAccess(
        "store 'tested'",
        PluginConfig.parse(AzureOptions.ALL, options).config().orElseThrow(),
        new Surroundings(
            name -> Optional.ofNullable(variables.get(name)),
            () -> Files.exists(AZ),
            () -> hasInstanceMetadata),
        timeout -> network);
  }

  private String token(AzureAccess access) {
    return access.credential().getTokenSync(new TokenRequestContext().addScopes(scope)).getToken();
  }

  private static void command(String script) throws IOException {
    Files.createDirectories(AZ.getParent());
    Files.writeString(AZ, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(AZ, PosixFilePermissions.fromString("rwx------"));
  }

  private void environment() {
    variables.putAll(
        Map.of(
            "AZURE_TENANT_ID", "tenant.example",
            "AZURE_CLIENT_ID", "an-application",
            "AZURE_CLIENT_SECRET", SECRET));
  }

  @Test
  void aSecretAmongTheOptionsComesBeforeEverythingElse() throws IOException {
    command("exit 1");
    environment();
    hasInstanceMetadata = true;
    options.putAll(Map.of("tenant-id", "of-options", "client-id", "it", "client-secret", SECRET));
    AzureAccess access = access();
    assertThat(access.link()).isEmpty();

    assertThat(token(access)).isEqualTo(TOKEN);

    assertThat(access.link()).contains(CredentialLink.OPTIONS);
    assertThat(network.urls()).anyMatch(url -> url.contains("/of-options/"));
  }

  @Test
  void theEnvironmentComesBeforeTheMachineAndTheCommandLine() throws IOException {
    command("exit 1");
    environment();
    hasInstanceMetadata = true;
    AzureAccess access = access();

    assertThat(token(access)).isEqualTo(TOKEN);

    assertThat(access.link()).contains(CredentialLink.ENVIRONMENT);
    assertThat(network.requests())
        .anySatisfy(
            request -> {
              assertThat(request.getUrl().toString())
                  .startsWith("https://login.microsoftonline.com/tenant.example/");
              assertThat(FakeTransport.body(request)).contains("client_credentials");
            });
  }

  @Test
  void aSovereignCloudIsAskedWhereItIs() {
    environment();
    variables.put("AZURE_AUTHORITY_HOST", "https://login.partner.microsoftonline.cn/");
    assertThat(token(access())).isEqualTo(TOKEN);
    options.put("authority-host", "https://login.microsoftonline.us");
    assertThat(token(access())).isEqualTo(TOKEN);

    assertThat(network.urls())
        .anyMatch(url -> url.startsWith("https://login.partner.microsoftonline.cn/tenant.example/"))
        .anyMatch(url -> url.startsWith("https://login.microsoftonline.us/tenant.example/"));
  }

  @Test
  void aWorkloadPresentsTheTokenOfItsFile() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), SECRET);
    variables.putAll(
        Map.of(
            "AZURE_TENANT_ID", "tenant.example",
            "AZURE_CLIENT_ID", "an-application",
            "AZURE_FEDERATED_TOKEN_FILE", file.toString()));
    AzureAccess access = access();

    assertThat(token(access)).isEqualTo(TOKEN);

    assertThat(access.link()).contains(CredentialLink.WORKLOAD_IDENTITY);
    assertThat(network.requests())
        .anyMatch(request -> FakeTransport.body(request).contains("client_assertion"));
  }

  @Test
  void aMachineIsAskedAtItsOwnAddress() {
    hasInstanceMetadata = true;
    options.put("client-id", "one-of-several");
    AzureAccess access = access();

    assertThat(token(access)).isEqualTo(TOKEN);

    assertThat(access.link()).contains(CredentialLink.MANAGED_IDENTITY);
    assertThat(network.urls())
        .anyMatch(
            url ->
                url.startsWith("http://169.254.169.254/metadata/identity/")
                    && url.contains("client_id=one-of-several"));
  }

  @Test
  void theCommandLineIsAskedIfItIsThere() throws IOException {
    options.put("tenant-id", "tenant.example");
    command(
        "echo \"$*\" > '"
            + directory.resolve("asked").toAbsolutePath()
            + "'\necho '{\"accessToken\": \""
            + TOKEN
            + "\", \"expiresOn\": \"2999-01-01 00:00:00.000000\", \"expires_on\": 32472144000,"
            + " \"tokenType\": \"Bearer\"}'");
    AzureAccess access = access();

    assertThat(token(access)).isEqualTo(TOKEN);

    assertThat(access.link()).contains(CredentialLink.CLI);
    assertThat(directory.resolve("asked"))
        .content()
        .startsWith("account get-access-token --output json --resource ")
        .contains("--tenant tenant.example");
    assertThat(network.requests()).isEmpty();
  }

  @Test
  void whatHasNothingToGiveIsPassedOver() throws IOException {
    variables.put("MSI_ENDPOINT", "http://127.0.0.1:1/msi");
    network = new FakeTransport(request -> Answer.of(400, "{\"error\":\"invalid_request\"}"));
    command("echo 'ERROR: Please run az login to setup account.'; exit 1");

    assertThatThrownBy(() -> token(access()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
              assertThat(e)
                  .hasMessage(
                      "store 'tested' finds no credentials for Azure: the managed identity and the"
                          + " command line az had none");
              assertThat(e.hint().orElseThrow()).contains("az login");
            });
  }

  @Test
  void withNothingAroundNothingIsAsked() {
    assertThatThrownBy(() -> token(access()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
              assertThat(e).hasMessage("store 'tested' finds no credentials for Azure");
            });

    assertThat(network.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "environment, AZURE_CLIENT_SECRET",
    "workload-identity, AZURE_FEDERATED_TOKEN_FILE",
    "cli, az login"
  })
  void whatWasChosenAndIsNotThereIsNotReplaced(String credential, String hint) {
    hasInstanceMetadata = true;
    options.put("credential", credential);

    assertThatThrownBy(() -> token(access()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
              assertThat(e.hint().orElseThrow()).contains(hint);
            });

    assertThat(network.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AADSTS7000222, has expired",
    "AADSTS7000215, is wrong",
    "AADSTS90002, no such directory",
    "AADSTS50034, AZURE_CLIENT_SECRET"
  })
  void aRefusalOfEntraIsItsNumberAndEndsTheSearch(String number, String hint) throws IOException {
    environment();
    command("exit 1");
    network =
        new FakeTransport(
            request ->
                request.getUrl().toString().contains("/discovery/")
                    ? entra(request.getUrl().toString())
                    : Answer.of(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":\""
                            + number
                            + ": quoted "
                            + "elsewhere\",\"error_codes\":[1]}"));

    assertThatThrownBy(() -> token(access()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
              assertThat(e)
                  .hasMessage(
                      "store 'tested' gets no token by the environment's variables: " + number);
              assertThat(e.hint().orElseThrow()).contains(hint);
              assertThat(e.getCause()).isNull();
            });
  }

  @Test
  void whoCannotReachEntraIsToldSo() {
    environment();
    network =
        new FakeTransport(
            request -> {
              throw new UncheckedIOException(new IOException("reset"));
            });
    options.put("timeout", "1ms"); // nothing is repeated

    assertThatThrownBy(() -> token(access()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(e).hasMessage("store 'tested' cannot reach Microsoft Entra");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/no/where:%s", "%s", "%s:/no/where", ":%s"})
  void aCommandIsThereIfItCanBeStarted(String path) throws IOException {
    Path file = Files.writeString(directory.resolve("az"), "");
    String text = path.formatted(directory);
    assertThat(Surroundings.isOnPath("az", text)).isFalse();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

    assertThat(Surroundings.isOnPath("az", text)).isTrue();
    assertThat(Surroundings.isOnPath("az", "/no/where:")).isFalse();
  }
}
