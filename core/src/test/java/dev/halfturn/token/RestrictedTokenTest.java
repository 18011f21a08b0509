// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestrictedTokenTest {

  private static final RestrictedData ADDRESSES =
      RestrictedData.of(RestrictedResource.get("/orders/v0/orders/{orderId}/address"));

  private final List<String> boughtWith = new CopyOnWriteArrayList<>();
  private volatile Optional<HalfturnException> failure = Optional.empty();
  private volatile Duration life = Duration.ofHours(1);
  private final CacheBed bed = new CacheBed(builder -> builder.restrictedData(this::buy));

  private AccessToken buy(String app, String seller, TokenSource tokens, RestrictedData data) {
    AccessToken normal = tokens.get();
    boughtWith.add(Fakes.name(normal.reveal()));
    failure.ifPresent(
        e -> {
          throw e;
        });
    return new AccessToken(
        Fakes.canary("Atz.sprdt|" + seller + boughtWith.size()), bed.time.instant().plus(life));
  }

  private String get(String seller, RestrictedData data) {
    return Fakes.name(bed.tokens.forRestrictedData("erp", seller, data).get().reveal());
  }

  @AfterEach
  void close() {
    bed.close();
  }

  @Test
  void isBoughtOnceWithTheSellersNormalToken() {
    assertThat(get("acme", ADDRESSES)).isEqualTo("Atz.sprdt|acme1");
    assertThat(get("acme", ADDRESSES)).isEqualTo("Atz.sprdt|acme1");
    assertThat(boughtWith).containsExactly("Atza|1");
    assertThat(bed.get("acme")).isEqualTo("Atza|1");
    assertThat(bed.tokens.size()).isEqualTo(2);
  }

  @Test
  void eachSellerAndEachDataHasItsOwn() {
    get("acme", ADDRESSES);
    get("beta", ADDRESSES);
    get("acme", RestrictedData.of(RestrictedResource.get("/orders/v0/orders")));
    get("acme", RestrictedData.of(RestrictedResource.get("/orders/v0/orders", "buyerInfo")));
    get("acme", new RestrictedData(ADDRESSES.resources(), Optional.of("amzn1.sp.solution.x")));
    assertThat(boughtWith).hasSize(5);
  }

  @Test
  void orderMakesNoDifference() {
    RestrictedResource one = RestrictedResource.get("/a1", "buyerInfo", "shippingAddress");
    RestrictedResource same =
        new RestrictedResource("GET", "/a1", Set.of("shippingAddress", "buyerInfo"));
    RestrictedResource other = new RestrictedResource("POST", "/b1", Set.of());
    assertThat(get("acme", RestrictedData.of(one, other)))
        .isEqualTo(get("acme", RestrictedData.of(other, same)));
  }

  @Test
  void manyWhoAskTogetherShareOne() throws Exception {
    List<Object> all = CacheBed.together(32, () -> get("acme", ADDRESSES));
    assertThat(all).containsOnly("Atz.sprdt|acme1");
    assertThat(boughtWith).hasSize(1);
    assertThat(bed.amazon.calls()).isEqualTo(1);
  }

  @Test
  void isRefreshedAheadOfItsEnd() {
    get("acme", ADDRESSES);
    bed.time.pass(Duration.ofMinutes(57));
    assertThat(get("acme", ADDRESSES)).isEqualTo("Atz.sprdt|acme1");
    assertThat(bed.runBackground()).isEqualTo(1);
    assertThat(get("acme", ADDRESSES)).isEqualTo("Atz.sprdt|acme2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RATE_LIMITED", "UNAVAILABLE", "PERMISSION_DENIED"})
  void aFailureIsRememberedForAWhile(ErrorCode code) {
    failure = Optional.of(new HalfturnException(Problem.of(code, "no such token")));
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> get("acme", ADDRESSES))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
    assertThat(boughtWith).hasSize(1);
    assertThat(bed.get("acme")).isEqualTo("Atza|1");
    failure = Optional.empty();
    bed.time.pass(Duration.ofSeconds(1));
    assertThat(get("acme", ADDRESSES)).isEqualTo("Atz.sprdt|acme2");
  }

  @Test
  void whenARefreshFailsTheOldOneServesOn() {
    get("acme", ADDRESSES);
    bed.time.pass(Duration.ofMinutes(57));
    failure = Optional.of(new HalfturnException(Problem.of(ErrorCode.RATE_LIMITED, "throttled")));
    get("acme", ADDRESSES);
    bed.runBackground();
    assertThat(get("acme", ADDRESSES)).isEqualTo("Atz.sprdt|acme1");
  }

  @Test
  void aRefusedSecretIsOfTheWholeApplication() {
    bed.amazon.secrets.clear();
    assertThatThrownBy(() -> get("acme", ADDRESSES))
        .isInstanceOf(TokenException.class)
        .hasMessageContaining("erp");
    int calls = bed.amazon.calls();
    assertThatThrownBy(() -> get("acme", ADDRESSES)).isInstanceOf(TokenException.class);
    assertThat(bed.amazon.calls()).isEqualTo(calls);
    assertThat(boughtWith).isEmpty();
  }

  @Test
  void isForgottenWithItsApplicationAndWithItsSeller() {
    TokenSource acme = bed.tokens.forRestrictedData("erp", "acme", ADDRESSES);
    TokenSource beta = bed.tokens.forRestrictedData("erp", "beta", ADDRESSES);
    AccessToken ofAcme = acme.get();
    AccessToken ofBeta = beta.get();

    bed.tokens.forget("erp", "acme");
    assertThat(beta.get()).isEqualTo(ofBeta);
    assertThat(acme.get()).isNotEqualTo(ofAcme);

    bed.tokens.forget("erp");
    assertThat(beta.get()).isNotEqualTo(ofBeta);
    assertThat(boughtWith).containsExactly("Atza|1", "Atza|2", "Atza|3", "Atza|4");
  }

  @Test
  void isForgottenWithASellerWhoseNormalTokenIsNotHeld() {
    TokenSource acme = bed.tokens.forRestrictedData("erp", "acme", ADDRESSES);
    bed.tokens.forget("erp", "acme");
    assertThat(acme.get().reveal()).contains("acme1");
  }

  @Test
  void invalidatedItIsBoughtAnewWithTheSameNormalToken() {
    TokenSource source = bed.tokens.forRestrictedData("erp", "acme", ADDRESSES);
    source.invalidate(source.get());
    source.get();
    assertThat(boughtWith).containsExactly("Atza|1", "Atza|1");
  }

  @Test
  void leavesLikeOthersWhenTheCacheIsFull() {
    try (AccessTokens small =
        AccessTokens.builder(bed.amazon, bed.store)
            .clock(bed.time)
            .nanos(bed.time)
            .maxEntries(4)
            .restrictedData(this::buy)
            .build()) {
      TokenSource first = small.forRestrictedData("erp", "s0", ADDRESSES);
      first.get();
      for (int i = 1; i < 20; i++) {
        bed.time.pass(Duration.ofSeconds(1));
        small.forRestrictedData("erp", "s" + i, ADDRESSES).get();
      }
      assertThat(small.size()).isLessThanOrEqualTo(5);
      assertThat(first.get().reveal()).contains("s021"); // bought again
    }
  }

  @Test
  void thoseThatHaveEndedLeave() {
    for (int batch = 0; batch < 10_000; batch++) {
      get("acme", orders(batch));
      bed.time.pass(Duration.ofSeconds(10));
      // 360 an hour live
      assertThat(bed.tokens.size()).isLessThanOrEqualTo(1_001);
    }
    for (int batch = 9_700; batch < 10_000; batch++) {
      get("acme", orders(batch));
    }
    assertThat(boughtWith).as("those that live have stayed").hasSize(10_000);
  }

  @Test
  void thoseThatLiveStayHoweverMany() {
    for (int round = 0; round < 2; round++) {
      for (int batch = 0; batch < 3_000; batch++) {
        get("acme", orders(batch));
      }
      bed.time.pass(Duration.ofMinutes(30));
    }
    assertThat(boughtWith).hasSize(3_000);
  }

  @Test
  void whoHoldsOneThatHasLeftGetsAnotherToken() {
    TokenSource held = bed.tokens.forRestrictedData("erp", "acme", ADDRESSES);
    String first = Fakes.name(held.get().reveal());
    bed.time.pass(Duration.ofHours(2));
    for (int batch = 0; batch < 1_000; batch++) {
      get("acme", orders(batch));
    }
    assertThat(bed.tokens.size()).as("acme and the batches").isEqualTo(1_001);
    assertThat(Fakes.name(held.get().reveal())).isNotEqualTo(first);
    assertThat(bed.tokens.forRestrictedData("erp", "acme", ADDRESSES)).isSameAs(held);
  }

  @Test
  void aFailureIsRememberedThoughManyJoin() {
    failure = Optional.of(new HalfturnException(Problem.of(ErrorCode.RATE_LIMITED, "throttled")));
    for (int batch = 0; batch < 3_000; batch++) {
      RestrictedData data = orders(batch);
      assertThatThrownBy(() -> get("acme", data)).isInstanceOf(HalfturnException.class);
    }
    assertThatThrownBy(() -> get("acme", orders(0))).isInstanceOf(HalfturnException.class);
    assertThat(boughtWith).hasSize(3_000);
  }

  private static RestrictedData orders(int batch) {
    return RestrictedData.of(RestrictedResource.get("/orders/v0/orders/" + batch));
  }

  @Test
  void whereNothingWasSaidThereIsNone() {
    try (AccessTokens without = AccessTokens.builder(bed.amazon, bed.store).build()) {
      assertThatThrownBy(() -> without.forRestrictedData("erp", "acme", ADDRESSES))
          .isInstanceOfSatisfying(
              HalfturnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }
  }

  @Test
  void namesItselfWithoutItsToken() {
    TokenSource source = bed.tokens.forRestrictedData("erp", "acme", ADDRESSES);
    source.get();
    assertThat(source).hasToString("TokenSource[erp/acme (restricted data)]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "orders",
        "/",
        "/a b",
        "/a?b=c",
        "/a#b",
        "/a\nb",
        "/a\"b",
        "/ä",
        "https://sellingpartnerapi-na.amazon.com/orders"
      })
  void aPathIsOne(String path) {
    assertInvalid(() -> RestrictedResource.get(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "get", "PATCH", "HEAD", "GET "})
  void aMethodIsADocumentedOne(String method) {
    assertInvalid(() -> new RestrictedResource(method, "/a", Set.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "buyer info", "buyer-info", "1st", "buyerInfo,"})
  void aDataElementIsAName(String element) {
    assertInvalid(() -> RestrictedResource.get("/a", element));
  }

  @Test
  void dataElementsThatAmazonAddsNeedNoNewVersion() {
    assertThat(RestrictedResource.get("/a", "giftMessage").dataElements())
        .containsExactly("giftMessage");
  }

  @Test
  void oneToFiftyResourcesAndADelegate() {
    assertInvalid(() -> RestrictedData.of());
    assertInvalid(() -> new RestrictedData(ADDRESSES.resources(), Optional.of("")));
    assertInvalid(() -> new RestrictedData(ADDRESSES.resources(), Optional.of("a b")));
    assertThat(many(50).resources()).hasSize(50);
    assertInvalid(() -> many(51));
  }

  private static RestrictedData many(int count) {
    return RestrictedData.of(
        IntStream.range(0, count)
            .mapToObj(i -> RestrictedResource.get("/a/" + i))
            .toArray(RestrictedResource[]::new));
  }

  private static void assertInvalid(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> assertThat(e.reason()).isEqualTo("RESTRICTED_DATA_INVALID"));
  }
}
