// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpApiCallsTest {

  private static final String STALE = "The access token you provided has expired.";
  private static final String BAD =
      "The access token you provided is revoked, malformed or invalid.";
  private static final String OVERDUE = "The LWA secret token you provided has expired.";

  /** Tokens that come one after the other, each until it is refused. */
  private static final class Tokens implements TokenSource {
    private final List<AccessToken> refused = new ArrayList<>();
    private final List<AccessToken> left;

    Tokens(String... texts) {
      left = new ArrayList<>(List.of(texts).stream().map(SpApiCallsTest::token).toList());
    }

    @Override
    public AccessToken get() {
      return left.get(0);
    }

    @Override
    public void invalidate(AccessToken token) {
      refused.add(token);
      if (left.size() > 1) {
        left.remove(token);
      }
    }
  }

  private final Tokens tokens = new Tokens("first", "second");
  private final SpApiCalls calls = new SpApiCalls(tokens, "erp", Endpoints.amazon());

  private static AccessToken token(String text) {
    return new AccessToken(text, Instant.EPOCH);
  }

  private static byte[] refusal(String details) {
    return ("{\"errors\":[{\"code\":\"Unauthorized\",\"details\":\"" + details + "\"}]}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "https://sellingpartnerapi-na.amazon.com/orders/v0/orders?a=b, true",
    "https://SELLINGPARTNERAPI-EU.amazon.com:443, true",
    "https://sandbox.sellingpartnerapi-fe.amazon.com/x, true",
    "http://sellingpartnerapi-na.amazon.com/, false",
    "https://sellingpartnerapi-na.amazon.com:8443/, false",
    "https://sellingpartnerapi-na.amazon.com.example.com/, false",
    "https://sellingpartnerapi-na.amazon.com@example.com/, false",
    "https://api.amazon.com/auth/o2/token, false",
    "https://s3.amazonaws.com/feed, false",
    "ftp://sellingpartnerapi-na.amazon.com/, false",
    "/orders, false",
    "mailto:somebody@example.com, false",
    "file:///etc/passwd, false"
  })
  void tokensGoToTheSellingPartnerApiOnly(URI address, boolean may) {
    assertThat(calls.mayCarryToken(address)).isEqualTo(may);
  }

  @Test
  void otherEndpointsTakeThePlaceOfAmazons() {
    Endpoints endpoints =
        Endpoints.builder()
            .allowCustom(true)
            .spApi(SpApiRegion.NA, "http://127.0.0.1:8787/na")
            .build();
    SpApiCalls custom = new SpApiCalls(tokens, "erp", endpoints);
    assertThat(custom.mayCarryToken(URI.create("http://127.0.0.1:8787/na/x"))).isTrue();
    assertThat(custom.mayCarryToken(URI.create("http://127.0.0.1:8788/na/x"))).isFalse();
    assertThat(custom.mayCarryToken(URI.create("http://127.0.0.1/na/x"))).isFalse();
    assertThat(custom.mayCarryToken("https", SpApiRegion.NA.host(), 443)).isFalse();
    assertThat(custom.mayCarryToken("https", SpApiRegion.NA.sandboxHost(), -1)).isFalse();
    assertThat(custom.mayCarryToken("https", SpApiRegion.EU.host(), 443)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {STALE, BAD, OVERDUE})
  void aRefusedCredentialIsWorthOneMoreCallWithAnotherToken(String details) {
    assertThat(calls.token()).isEqualTo(token("first"));
    assertThat(calls.another(403, refusal(details), token("first"), true))
        .contains(token("second"));
    assertThat(calls.another(401, refusal(details), token("first"), true))
        .contains(token("second"));
    assertThat(tokens.refused).containsOnly(token("first"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "No permission",
        "Access token is missing in the request header.",
        "The marketplaces you provided are not valid for region."
      })
  void anyOtherRefusalIsTheCallersAndCostsNoToken(String details) {
    assertThat(calls.another(403, refusal(details), token("first"), true)).isEmpty();
    calls.requireNotOverdue(403, refusal(details));
    assertThat(tokens.refused).isEmpty();
  }

  @Test
  void whatIsNotRepeatableDropsTheTokenForTheNextCall() {
    assertThat(calls.another(403, refusal(OVERDUE), token("first"), false)).isEmpty();
    assertThat(tokens.refused).containsExactly(token("first"));
  }

  @Test
  void aSecondRefusalOfAnOverdueSecretIsThrown() {
    assertThatThrownBy(() -> calls.requireNotOverdue(403, refusal(OVERDUE)))
        .isInstanceOfSatisfying(
            SecretOverdueException.class,
            e -> {
              assertThat(e.app()).isEqualTo("erp");
              assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED);
              assertThat(e.reason()).isEqualTo("CLIENT_SECRET_EXPIRED");
              assertThat(e.hint().orElseThrow()).contains("halfturn rotate erp");
            });
    assertThatCode(() -> calls.requireNotOverdue(403, refusal(STALE))).doesNotThrowAnyException();
  }

  @Test
  void aTokenThatReplacedARefusedOneAMomentAgoIsTheSecondOne() {
    Tokens young = new Tokens("young");
    SpApiCalls again = new SpApiCalls(young, "erp", Endpoints.amazon());
    assertThat(again.another(403, refusal(STALE), token("young"), true)).isEmpty();
    assertThatThrownBy(() -> again.another(403, refusal(OVERDUE), token("young"), true))
        .isInstanceOf(SecretOverdueException.class);
  }

  @Test
  void showsNoToken() {
    assertThat(calls).hasToString("SpApiCalls[erp]");
    assertThat(SpApiCalls.userAgent()).startsWith("Halfturn/").contains("Language=Java");
    assertThat(SpApiCalls.isRefusal(401)).isTrue();
    assertThat(SpApiCalls.isRefusal(403)).isTrue();
    assertThat(SpApiCalls.isRefusal(404)).isFalse();
  }
}
