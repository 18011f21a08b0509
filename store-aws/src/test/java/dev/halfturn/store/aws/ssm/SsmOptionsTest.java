// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretName;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SsmOptionsTest {

  private final SsmWorld world = new SsmWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  private HalfturnException refusal(String... settings) {
    return catchThrowableOfType(HalfturnException.class, () -> world.store(settings));
  }

  @ParameterizedTest
  @CsvSource({
    "alias.Not-Legal, /a/b, is not the name of an entry",
    "alias.erp/a, no/slash/before, must be the name of a parameter",
    "alias.erp/a, /a/{b}, must be the name of a parameter",
    "alias.erp/a, /aws/service, must be the name of a parameter",
    "alias.erp/a, ssm-x, must be the name of a parameter",
    "alias.erp/a, /1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16, must be the name of a parameter",
    "alias.erp/lwa/clientsecret, /erp/lwa/clientidentifier, is the parameter of",
    "alias.erp/lwa/clientsecret, /jp/refreshtoken/s1, is the parameter of"
  })
  void anAliasThatCannotBeMeantIsRefusedByItsKey(String key, String parameter, String why) {
    HalfturnException e = refusal(key, parameter);

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessageStartingWith(key.toLowerCase(Locale.ROOT) + ": " + why);
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void twoEntriesCannotHaveOneParameter() {
    HalfturnException e = refusal("alias.erp/a", "/X", "alias.erp/b", "/X");

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessage("alias.erp/b: is the parameter of 'erp/a' already");
  }

  @Test
  void anEntryWhoseParameterAnAliasHasTakenCannotBeUsed() {
    SsmSecretStore store = world.store("alias.erp/lwa/clientsecret", "/erp/lwa/cliensecret");

    HalfturnException e =
        catchThrowableOfType(
            HalfturnException.class,
            () -> store.put(new SecretName("erp/lwa/cliensecret"), secret("one")));

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e).hasMessageContaining("erp/lwa/clientsecret");
  }

  @Test
  void anAliasMayBeThePlainName() {
    world.store("alias.erp/lwa/clientsecret", "/erp/lwa/clientsecret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"aws-erp/a", "ssm/a", "aws", "awsome/a"})
  void namesThatSsmKeepsToItselfAreRefusedBeforeTheyAreCalled(String name) {
    HalfturnException e =
        catchThrowableOfType(
            HalfturnException.class, () -> world.store().find(new SecretName(name)));

    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("prefix"));
    assertThat(world.calls()).isEmpty();
  }

  @Test
  void underAPrefixTheyAreNamesLikeOthers() {
    world.store("prefix", "/prod").put(new SecretName("aws-erp/a"), secret("one"));

    assertThat(world.ssm.names()).containsExactly("/prod/aws-erp/a");
  }

  @ParameterizedTest
  @CsvSource({
    "prefix, prod",
    "prefix, /prod/",
    "prefix, /aws/x",
    "prefix, /1/2/3/4/5/6",
    "prefix, /a//b",
    "tier, intelligent-tiering",
    "kms-key-id, not a key",
    "no-change-days, 0",
    "labels, perhaps"
  })
  void aValueThatCannotBeMeantIsRefused(String key, String value) {
    assertThat(PluginConfig.parse(SsmOptions.ALL, Map.of(key, value)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem).startsWith(key + ": must"));
  }

  @Test
  void theNoticeNeedsTheAdvancedTier() {
    assertThat(refusal("no-change-days", "150")).hasMessageStartingWith("no-change-days: ");
    assertThat(world.store("no-change-days", "150", "tier", "advanced"))
        .isInstanceOf(ExpiringSecretStore.class);
    assertThat(world.store("tier", "advanced")).isNotInstanceOf(ExpiringSecretStore.class);
  }

  @Test
  void deepNamesFitIntoFifteenLevelsAndNeverMeet() {
    SsmSecretStore store = world.store("prefix", "/p");
    store.put(new SecretName("1/2/3/4/5/6/7/8/9/10/11/12/13/14"), secret("fits"));
    store.put(new SecretName("1/2/3/4/5/6/7/8/9/10/11/12/13/14/15"), secret("deep"));
    store.put(new SecretName("1/2/3/4/5/6/7/8/9/10/11/12/13/14-15"), secret("hyphen"));

    assertThat(world.ssm.names())
        .containsExactly(
            "/p/1/2/3/4/5/6/7/8/9/10/11/12/13/14",
            "/p/1/2/3/4/5/6/7/8/9/10/11/12/13/14--15",
            "/p/1/2/3/4/5/6/7/8/9/10/11/12/13/14-15");
    try (var names = store.names("1/2/3/4/5/6/7/8/9/10/11/12/13/14")) {
      assertThat(names.map(SecretName::value))
          .containsExactly(
              "1/2/3/4/5/6/7/8/9/10/11/12/13/14", "1/2/3/4/5/6/7/8/9/10/11/12/13/14/15");
    }
  }

  @Test
  void withoutCredentialsTheFirstCallSaysSo() {
    System.setProperty("aws.disableEc2Metadata", "true");
    try (SsmSecretStore store =
        world.storeWith(
            Map.of(
                "region", "eu-central-1",
                "endpoint", world.aws.endpoint().toString(),
                "profile", "nobody"))) {
      HalfturnException e =
          catchThrowableOfType(HalfturnException.class, () -> store.find(new SecretName("erp/a")));

      assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
      assertThat(e).hasMessage("store 'aws-ssm' finds no credentials for AWS");
    } finally {
      System.clearProperty("aws.disableEc2Metadata");
    }
  }

  @Test
  void theTextFormNamesTheInstance() {
    assertThat(world.store().toString()).isEqualTo("store 'aws-ssm' in SSM");
  }
}
