// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.StoreTraits;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.store.azure.vault.KeyVaultOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyVaultOptionsTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");
  private static final SecretName TOKEN = new SecretName("erp/refreshtoken");

  private final VaultWorld world = new VaultWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private static PluginConfig.Parsed parsed(Map<String, String> texts) {
    return PluginConfig.parse(KeyVaultOptions.ALL, texts);
  }

  private static PluginConfig config(Map<String, String> texts) {
    return parsed(texts).config().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "vault, erp-vault, https://erp-vault.vault.azure.net, erp-vault",
    "endpoint, https://erp.vault.azure.cn, https://erp.vault.azure.cn, erp",
    "endpoint, https://erp.vault.usgovcloudapi.net/, https://erp.vault.usgovcloudapi.net/, erp"
  })
  void theVaultIsNamedOrItsAddressIsGiven(String option, String text, String address, String name) {
    PluginConfig config = config(Map.of(option, text));

    assertThat(KeyVaultOptions.address(config)).hasToString(address);
    assertThat(KeyVaultOptions.vaultName(config)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "vault, a-",
    "vault, 1erp",
    "vault, erp--vault",
    "vault, this-name-is-much-too-long",
    "vault, erp.vault.azure.net",
    "endpoint, http://localhost:8443",
    "endpoint, http://erp.vault.azure.net",
    "endpoint, https://erp.vault.azure.net/secrets",
    "endpoint, https://erp.vault.azure.net?x=y",
    "endpoint, https://me@erp.vault.azure.net",
    "endpoint, erp",
    "prefix, Prod",
    "prefix, prod-",
    "prefix, a---b",
    "prefix, a/b",
    "expires-after-days, -1"
  })
  void whatCannotBeMeantIsNoOption(String option, String text) {
    assertThat(parsed(Map.of(option, text)).problems()).hasSize(1);
  }

  @Test
  void aVaultIsNeededAndOneIsEnough() {
    HalfturnException none =
        catchThrowableOfType(HalfturnException.class, () -> world.storeWith(Map.of()));
    HalfturnException two =
        catchThrowableOfType(
            HalfturnException.class,
            () ->
                world.storeWith(Map.of("vault", "erp", "endpoint", "https://erp.vault.azure.net")));

    assertThat(none).hasMessage("vault: is required");
    assertThat(two).hasMessage("vault and endpoint exclude one another");
    assertThat(List.of(none.code(), two.code())).containsOnly(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void storesOfTwoPrefixesInOneVaultDoNotMeet() {
    KeyVaultSecretStore prod = world.store("prefix", "prod");
    KeyVaultSecretStore test = world.store("prefix", "prod--test");
    prod.put(NAME, secret("prod"));
    test.put(NAME, secret("test"));
    world.vault.secrets().set("somebody-elses", "theirs");

    assertThat(world.vault.secrets().values("prod--erp--lwa--clientsecret")).hasSize(1);
    assertThat(prod.find(NAME)).map(StoredSecret::value).contains(secret("prod"));
    assertThat(listed(test)).containsExactly("erp/lwa/clientsecret");
    assertThat(listed(prod)).containsExactly("erp/lwa/clientsecret", "test/erp/lwa/clientsecret");
  }

  private static List<String> listed(KeyVaultSecretStore store) {
    try (Stream<SecretName> names = store.names("")) {
      return names.map(SecretName::value).toList();
    }
  }

  @Test
  void anAliasAdoptsASecretWhateverItsCase() {
    world.vault.secrets().set("MyErpRefreshToken", secret("theirs").revealUtf8());
    KeyVaultSecretStore store = world.store("alias.erp/refreshtoken", "myErpRefreshToken");

    assertThat(store.find(TOKEN)).map(StoredSecret::value).contains(secret("theirs"));
    store.put(TOKEN, secret("ours"));

    assertThat(world.vault.secrets().values("MyErpRefreshToken")).hasSize(2);
    assertThat(listed(store)).containsExactly("erp/refreshtoken");
  }

  @ParameterizedTest
  @CsvSource({
    "alias.ERP/x, token, is not the name of an entry",
    "alias.erp/x, my_token, must be the name of a secret",
    "alias.erp/x, erp--refreshtoken, 'is the secret of ''erp/refreshtoken'', another entry'"
  })
  void anAliasThatCannotBeMeantIsRefusedWhenTheStoreIsOpened(
      String option, String raw, String what) {
    HalfturnException failure =
        catchThrowableOfType(HalfturnException.class, () -> world.store(option, raw));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure).hasMessageStartingWith("alias.").hasMessageContaining(what);
  }

  @Test
  void twoEntriesCannotShareASecret() {
    HalfturnException failure =
        catchThrowableOfType(
            HalfturnException.class,
            () -> world.store("alias.erp/a", "token", "alias.erp/b", "TOKEN"));

    assertThat(failure).hasMessage("alias.erp/b: is the secret of 'erp/a' already");
  }

  @Test
  void anEntryWhoseSecretAnAliasHasTakenHasNone() {
    KeyVaultSecretStore store = world.store("alias.erp/a", "other--entry");

    HalfturnException failure =
        catchThrowableOfType(
            HalfturnException.class, () -> store.find(new SecretName("other/entry")));

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.hint()).contains("change the option alias.erp/a");
  }

  @Test
  void theFactoryNamesSecretsWithoutAskingAnybody() {
    KeyVaultStoreFactory factory = new KeyVaultStoreFactory();

    assertThat(factory.rawName(config(Map.of("vault", "erp", "prefix", "prod")), NAME))
        .isEqualTo("prod--erp--lwa--clientsecret");
    assertThat(factory.traits())
        .isEqualTo(
            new StoreTraits(Optional.of("Event Grid"), Optional.of("diagnostic logs"), false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  void aStoreSaysWhatItIsAndNothingOfItsVault(String label) {
    KeyVaultSecretStore store = world.store();
    store.put(NAME, secret(label));

    assertThat(store).hasToString("store 'azure-key-vault' in Key Vault");
  }
}
