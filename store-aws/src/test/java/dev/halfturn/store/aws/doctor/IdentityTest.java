// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsOptions;
import dev.halfturn.testbed.aws.FakeAccount;
import dev.halfturn.testbed.aws.FakeAws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK's own chain of credentials says of itself. */
class IdentityTest {

  private static final String CREDENTIALS = "aws.sharedCredentialsFile";
  private static final String CONFIG = "aws.configFile";
  private static final String NO_METADATA = "aws.disableEc2Metadata";

  private final FakeAws aws = new FakeAws();
  private final FakeAccount account = new FakeAccount().on(aws);
  @TempDir private Path directory;

  @BeforeEach
  void writeProfiles() throws IOException {
    Path file = directory.resolve("credentials");
    Files.writeString(
        file,
        """
        [keys]
        aws_access_key_id=AKIDEXAMPLE
        aws_secret_access_key=example
        [role]
        role_arn=arn:aws:iam::123456789012:role/x
        source_profile=keys
        """);
    Path config = directory.resolve("config");
    Files.writeString(
        config,
        """
        [profile signed-on]
        sso_start_url=https://example.com
        sso_region=eu-central-1
        sso_account_id=123456789012
        sso_role_name=x
        """);
    System.setProperty(CREDENTIALS, file.toString());
    System.setProperty(CONFIG, config.toString());
    System.setProperty(NO_METADATA, "true");
  }

  @AfterEach
  void stop() {
    List.of(CREDENTIALS, CONFIG, NO_METADATA).forEach(System::clearProperty);
    aws.close();
  }

  private List<Observed> examine(Map<String, String> more) {
    account.caller("arn:aws:iam::123456789012:user/ops");
    Map<String, String> texts = new HashMap<>(more);
    texts.put("endpoint", aws.endpoint().toString());
    AwsAccess access =
        new AwsAccess(
            "store 'aws'", PluginConfig.parse(AwsOptions.ALL, texts).config().orElseThrow());
    List<Observed> observed = new ArrayList<>();
    new Identity(access, new Look(new AwsCall(access, pause -> {}), access.owner()), Map.of())
        .examine("aws", observed);
    return observed;
  }

  private static boolean isWithoutKeysInTheEnvironment() {
    return System.getenv("AWS_ACCESS_KEY_ID") == null
        && System.getenv("AWS_WEB_IDENTITY_TOKEN_FILE") == null;
  }

  @Test
  void theLinkThatAnsweredIsNamed() {
    assumeThat(isWithoutKeysInTheEnvironment()).isTrue();

    assertThat(examine(Map.of("profile", "keys", "region", "eu-central-1")).get(0).text())
        .isEqualTo("arn:aws:iam::123456789012:user/ops (profile in ~/.aws)");
  }

  @Test
  void aModuleThatIsMissingIsNamed() {
    assumeThat(isWithoutKeysInTheEnvironment()).isTrue();

    assertThat(examine(Map.of("profile", "role", "region", "eu-central-1")).get(0))
        .satisfies(
            one -> {
              assertThat(one.level()).isEqualTo(Level.FAILURE);
              assertThat(one.text()).endsWith("need the SDK's module sts");
              assertThat(one.advice().orElseThrow()).contains("plugins/");
            });
    assertThat(examine(Map.of("profile", "signed-on", "region", "eu-central-1")).get(0).advice())
        .hasValueSatisfying(advice -> assertThat(advice).contains("sso and ssooidc"));
  }

  @Test
  void noCredentialsAtAllAreToldFromThoseThatNeedAModule() {
    assumeThat(isWithoutKeysInTheEnvironment()).isTrue();

    assertThat(examine(Map.of("profile", "nobody", "region", "eu-central-1")).get(0).text())
        .isEqualTo("no credentials");
  }

  @Test
  void aProfileThatCannotBeReadIsNoCrash() throws IOException {
    assumeThat(isWithoutKeysInTheEnvironment()).isTrue();
    Files.writeString(directory.resolve("credentials"), "[unfinished\nx\n");

    assertThat(examine(Map.of("profile", "keys", "region", "eu-central-1")).get(0).level())
        .isEqualTo(Level.FAILURE);
  }

  @Test
  void aMissingRegionIsToldWithWhatToSet() {
    assumeThat(System.getenv("AWS_REGION")).isNull();
    List<Observed> observed =
        examine(Map.of("access-key-id", "AKIDEXAMPLE", "secret-access-key", "example"));

    assertThat(observed).map(Observed::level).containsExactly(Level.UNKNOWN, Level.FAILURE);
    assertThat(observed.get(1).text()).isEqualTo("none. Set AWS_REGION or store.aws.region");
    assertThat(observed.get(1).advice()).contains("export AWS_REGION=eu-central-1 and run again");
  }

  @Test
  void theRegionsSourceIsNamed() {
    assertThat(RegionSource.of(true, "x", Map.of("AWS_REGION", "y"))).isEqualTo("option region");
    assertThat(RegionSource.of(false, "x", Map.of("AWS_REGION", "y"))).contains("aws.region");
    assertThat(RegionSource.of(false, null, Map.of("AWS_REGION", "y"))).isEqualTo("AWS_REGION");
    assertThat(RegionSource.of(false, null, Map.of("AWS_PROFILE", "p"))).isEqualTo("profile 'p'");
    assertThat(RegionSource.of(false, null, Map.of())).contains("this machine");
  }

  @Test
  void eachLinkHasAName() {
    assertThat(CredentialLink.of(Optional.of("g"))).isEqualTo("environment: AWS_ACCESS_KEY_ID");
    assertThat(CredentialLink.of(Optional.of("v,w"))).contains("credential_process");
    assertThat(CredentialLink.of(Optional.of("0"))).startsWith("instance");
    assertThat(CredentialLink.of(Optional.empty())).isEqualTo("the surroundings");
  }
}
