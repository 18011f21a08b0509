// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import static dev.halfturn.testkit.Canaries.secret;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.testbed.aws.AwsService;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SsmReadingTest {

  private static final Set<SecretName> APPLICATION =
      Set.of(
          new SecretName("my-erp/lwa/clientidentifier"),
          new SecretName("my-erp/lwa/clientsecret"),
          new SecretName("my-erp/lwa/clientsecret/previous"),
          new SecretName("my-erp/lwa/clientsecret/inbox"),
          new SecretName("my-erp/lwa/clientsecret/rotation"),
          new SecretName("my-erp/refreshtoken"));

  private final SsmWorld world = new SsmWorld();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void theEntriesOfAnApplicationAreOneCall() {
    APPLICATION.forEach(name -> world.ssm.put("/" + name, "value of " + name));

    Map<SecretName, StoredSecret> found = world.store().findAll(APPLICATION);

    assertThat(found).hasSize(6);
    found.forEach(
        (name, secret) ->
            assertThat(secret.value()).isEqualTo(SecretValue.ofUtf8("value of " + name)));
    assertThat(world.calls()).containsExactly("GetParameters");
  }

  @Test
  void nothingIsCalledBeforeItIsNeeded() {
    world.store().close();

    assertThat(world.calls()).isEmpty();
  }

  @Test
  void noneOfTheEntriesIsTheOtherBecauseOfItsPlace() {
    world.ssm.put("/my-erp/lwa/cliensecret", "the secret");
    world.ssm.put("/my-erp/lwa/clientidentifier", "the id");
    world.ssm.put("/my-erp/refreshToken", "the token");
    SsmSecretStore store =
        world.store(
            "alias.my-erp/lwa/clientsecret", "/my-erp/lwa/cliensecret",
            "alias.my-erp/refreshtoken", "/my-erp/refreshToken");

    Map<SecretName, StoredSecret> found = store.findAll(APPLICATION);

    assertThat(found.get(new SecretName("my-erp/lwa/clientsecret")).value())
        .isEqualTo(SecretValue.ofUtf8("the secret"));
    assertThat(found.get(new SecretName("my-erp/lwa/clientidentifier")).value())
        .isEqualTo(SecretValue.ofUtf8("the id"));
    assertThat(found.get(new SecretName("my-erp/refreshtoken")).value())
        .isEqualTo(SecretValue.ofUtf8("the token"));
    assertThat(found).hasSize(3);
  }

  @Test
  void anAnswerToAnotherQuestionIsAnError() {
    world.aws.with(
        "ssm",
        AwsService.ofJson(
            (operation, input) -> Map.of("Parameters", List.of(), "InvalidParameters", List.of())));

    assertThatThrownBy(() -> world.store().findAll(APPLICATION))
        .isInstanceOfSatisfying(
            HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTERNAL));
  }

  @Test
  void aParameterThatIsNoSecureStringIsReadAllTheSame() {
    SecretName name = new SecretName("my-erp/lwa/clientidentifier");
    world.ssm.putPlain("/" + name, "the id");

    assertThat(world.store().find(name))
        .map(StoredSecret::value)
        .contains(SecretValue.ofUtf8("the id"));
  }

  @Test
  void aVersionOfAFormerLifeIsNotFoundThoughItsNumberIs() {
    SecretName name = new SecretName("erp/a");
    String former = world.store().put(name, secret("one")).id();
    world.store().delete(name);
    world.clock.advance(Duration.ofMinutes(1));
    String present = world.store().put(name, secret("two")).id();

    assertThat(present).startsWith("1-").isNotEqualTo(former);
    assertThat(world.store().find(name, former)).isEmpty();
    assertThat(world.store().find(name, present)).isPresent();
  }

  @Test
  void moreVersionsThanFitOnAPageAreListedWithoutTheirValues() {
    IntStream.rangeClosed(1, 104).forEach(i -> world.ssm.put("/erp/a", "value " + i));
    world.ssm.showsEmptyPages();

    assertThat(world.store().versions(new SecretName("erp/a")))
        .hasSize(100)
        .first()
        .satisfies(version -> assertThat(version.id()).startsWith("104-"));
    assertThat(world.aws.requests("GetParameterHistory"))
        .hasSize(4)
        .allSatisfy(call -> assertThat(call.json()).containsEntry("WithDecryption", false));
  }

  @Test
  void tenThousandNamesAreTwoHundredCallsAtLessThanFortyASecond() {
    List<String> names =
        IntStream.range(0, 10_000).mapToObj(i -> "erp/refreshtoken/s" + i).toList();
    names.forEach(name -> world.ssm.put("/" + name, "x"));

    assertThat(listed(world.store(), "erp")).isEqualTo(new TreeSet<>(names).stream().toList());
    assertThat(world.calls()).hasSize(200).containsOnly("DescribeParameters");
    assertRateBelowForty(200);
  }

  @Test
  void twoThousandValuesAreTwoHundredCallsAtLessThanFortyASecond() {
    Set<SecretName> names = new HashSet<>();
    IntStream.range(0, 2_000).forEach(i -> names.add(new SecretName("erp/refreshtoken/s" + i)));
    names.forEach(name -> world.ssm.put("/" + name, name.value()));

    Map<SecretName, StoredSecret> found = world.store().findAll(names);

    assertThat(found.keySet()).isEqualTo(names);
    assertThat(world.calls()).hasSize(200).containsOnly("GetParameters");
    assertRateBelowForty(200);
  }

  /** Time passes by waiting alone. */
  private void assertRateBelowForty(int calls) {
    assertThat(world.waited())
        .isBetween(Duration.ofMillis(1000L * calls / 40), Duration.ofMillis(1000L * calls / 30));
  }

  @Test
  void emptyPagesAreFollowed() {
    IntStream.range(0, 60).forEach(i -> world.ssm.put("/erp/s" + i, "x"));
    world.ssm.showsEmptyPages();

    assertThat(listed(world.store(), "erp")).hasSize(60);
    assertThat(world.calls()).hasSize(4);
  }

  @Test
  void whatIsNoEntryIsNotListed() {
    for (String foreign :
        List.of("/erp/Upper", "/erp/a_b", "plain", "/erp/a--b", "/erp/a.b", "/other/x")) {
      world.ssm.put(foreign, "x");
    }
    world.ssm.put("/erp/a", "x");
    world.ssm.put("/erp-jp/a", "x");

    assertThat(listed(world.store(), "erp")).containsExactly("erp/a");
    assertThat(listed(world.store(), "")).containsExactly("erp-jp/a", "erp/a", "other/x");
  }

  @Test
  void aliasesAreListedByTheNamesOfTheirEntries() {
    world.ssm.put("/my-erp/lwa/cliensecret", "x");
    world.ssm.put("/my-erp/lwa/clientidentifier", "x");
    world.ssm.put("/elsewhere/Token", "x");
    world.ssm.put("/my-erp/profile", "x");
    SsmSecretStore store =
        world.store(
            "alias.my-erp/lwa/clientsecret", "/my-erp/lwa/cliensecret",
            "alias.my-erp/refreshtoken", "/elsewhere/Token",
            "alias.my-erp/profile", "/elsewhere/none",
            "alias.other/refreshtoken", "/other/Token");

    assertThat(listed(store, "my-erp"))
        .containsExactly(
            "my-erp/lwa/clientidentifier", "my-erp/lwa/clientsecret", "my-erp/refreshtoken");
  }

  @Test
  void underAPrefixNothingElseIsSeen() {
    world.ssm.put("/prod/erp/a", "x");
    world.ssm.put("/erp/b", "x");
    world.ssm.put("/prod2/erp/c", "x");

    assertThat(listed(world.store("prefix", "/prod"), "")).containsExactly("erp/a");
  }

  private static List<String> listed(SsmSecretStore store, String prefix) {
    try (Stream<SecretName> names = store.names(prefix)) {
      return names.map(SecretName::value).toList();
    }
  }
}
