// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoreTraits;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretManagerOptionsTest {

  private static final String KEY = "projects/p/locations/%s/keyRings/r/cryptoKeys/k";

  private final SecretManagerWorld world = new SecretManagerWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private static PluginConfig.Parsed parsed(String... settings) {
    Map<String, String> texts = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      texts.put(settings[i], settings[i + 1]);
    }
    return PluginConfig.parse(new SecretManagerStoreFactory().options(), texts);
  }

  private HalfturnException refusal(String... settings) {
    return catchThrowableOfType(HalfturnException.class, () -> world.store(settings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "prefix; a--b; must be letters",
        "prefix; -a; must be letters",
        "prefix; a/b; must be letters",
        "prefix; 12345678901234567890123456789012345678901234567890123456789012345678901; must be"
            + " letters",
        "replication; nowhere; must be automatic",
        "replication; automatic,europe-west3; must be automatic",
        "replication; ,; must be automatic",
        "replication; europe-west3,europe-west3; must name no location twice",
        "kms-key; my-key; must look like",
        "kms-key; ,; must look like",
        "labels; Team=erp; must be lower-case",
        "labels; team; must be lower-case",
        "labels; team=Erp; must be lower-case",
        "labels; a=b,a=c; must name no label twice",
        "keep-versions; -1; must be a whole number",
        "destroy-deleted; perhaps; must be true or false"
      })
  void aValueThatCannotBeMeantIsRefused(String key, String value, String why) {
    assertThat(parsed(key, value).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith(key + ": " + why));
  }

  @Test
  void labelsHaveTheirLimits() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 65; i++) {
      many.append(",k").append(i).append("=v");
    }
    assertThat(parsed("labels", many.toString()).problems())
        .containsExactly("labels: must be at most 64");
    assertThat(parsed("labels", "\u00e4".repeat(63) + "=" + "\u732b".repeat(63)).problems())
        .containsExactly("labels: must be of at most 128 bytes each");
    assertThat(parsed("labels", "team=,\u00e4rger_1=\u00fcber-2").problems()).isEmpty();
  }

  @Test
  void aRegionalSecretHasNoReplication() {
    HalfturnException e =
        refusal("location", "europe-west3", "replication", "europe-west3,europe-west4");

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessageStartingWith("replication: ");
  }

  @Test
  void aKeyLiesWhereTheSecretLies() {
    String there = KEY.formatted("europe-west3");
    String elsewhere = KEY.formatted("us-east1");

    assertThat(refusal("kms-key", there)).hasMessageStartingWith("kms-key: ");
    assertThat(refusal("kms-key", elsewhere, "location", "europe-west3"))
        .hasMessageStartingWith("kms-key: ");
    assertThat(refusal("kms-key", there, "replication", "europe-west3,us-east1"))
        .hasMessageStartingWith("kms-key: ");
    assertThat(refusal("kms-key", there + "," + there, "replication", "europe-west3"))
        .hasMessageStartingWith("kms-key: two keys of europe-west3");
    assertThat(refusal("kms-key", there + "," + elsewhere, "replication", "us-east1,europe-west3"))
        .isNull();
    assertThat(world.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "alias.Not-Legal, x, is not the name of an entry",
    "alias.erp/a, no/slash, must be the id of a secret",
    "alias.erp/a, ä, must be the id of a secret",
    "alias.erp/lwa/clientsecret, erp--lwa--clientidentifier, is the secret of",
    "alias.erp/lwa/clientsecret, jp--refreshtoken--s1, is the secret of"
  })
  void anAliasThatCannotBeMeantIsRefusedByItsKey(String key, String id, String why) {
    HalfturnException e = refusal(key, id);

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessageStartingWith(key.toLowerCase(Locale.ROOT) + ": " + why);
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void twoEntriesCannotHaveOneSecret() {
    assertThat(refusal("alias.erp/a", "X", "alias.erp/b", "X"))
        .hasMessage("alias.erp/b: is the secret of 'erp/a' already");
  }

  @Test
  void twoEntriesMayChangePlaces() {
    assertThat(
            refusal(
                "alias.erp/lwa/clientsecret",
                "erp--lwa--clientidentifier",
                "alias.erp/lwa/clientidentifier",
                "erp--lwa--clientsecret"))
        .isNull();
  }

  @Test
  void anEntryWhoseSecretAnAliasHasTakenCannotBeUsed() {
    SecretManagerStore store = world.store("alias.erp/refreshtoken", "erp--token");

    HalfturnException e =
        catchThrowableOfType(
            HalfturnException.class, () -> store.put(new SecretName("erp/token"), secret("one")));

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e.hint()).contains("change the option alias.erp/refreshtoken");
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void theServiceCallsAnEntryByItsSegments() {
    SecretManagerStoreFactory factory = new SecretManagerStoreFactory();
    PluginConfig config =
        parsed("prefix", "prod_halfturn", "alias.erp/x", "Their_x").config().orElseThrow();

    assertThat(factory.rawName(config, new SecretName("erp/lwa/clientsecret")))
        .isEqualTo("prod_halfturn--erp--lwa--clientsecret");
    assertThat(factory.rawName(config, new SecretName("erp/x"))).isEqualTo("Their_x");
  }

  @Test
  void peopleAreToldWhatElseThereIs() {
    assertThat(new SecretManagerStoreFactory().traits())
        .isEqualTo(new StoreTraits(Optional.of("Pub/Sub"), Optional.of("Cloud Audit Logs"), false));
    assertThat(world.store()).hasToString("store 'gcp-secret-manager' in Secret Manager");
  }

  @Test
  void rightsAndExaminationAreOfTheSecretsOfTheApplications() {
    SecretManagerStoreFactory factory = new SecretManagerStoreFactory();
    PluginConfig config =
        parsed(
                "project",
                SecretManagerSettings.PROJECT,
                "endpoint",
                world.google.endpoint().toString(),
                "alias.erp/refreshtoken",
                "Their_token")
            .config()
            .orElseThrow();
    TreeSet<String> apps = new TreeSet<>(Set.of("erp"));

    assertThat(String.join("\n", factory.leastRights(config, apps)))
        .contains("/secrets/erp--'", "Their_token")
        .doesNotContain("erp--refreshtoken");
    assertThat(
            factory.examine(
                config,
                new PluginContext("gcp", world.clock, new SecureRandom(), Path.of("unused")),
                apps))
        .isNotEmpty();
    assertThat(world.calls()).doesNotContain("AccessSecretVersion");
  }
}
