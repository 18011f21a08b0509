// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialRulesTest {

  private static final String CLIENT_ID = "amzn1.application-oa2-client.0123456789";
  private static final String SECRET = "amzn1.oa2-cs.v1.0123456789abcdef";

  @ParameterizedTest
  @ValueSource(
      strings = {
        SECRET,
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "sixteen-letters-",
        "some.new.shape!\"of'Amazon~",
      })
  void whatMayBeAClientSecretPasses(String secret) {
    CredentialRules.clientSecret(SecretValue.ofUtf8(secret), Optional.of(CLIENT_ID));
    CredentialRules.newSecret(SecretValue.ofUtf8(secret), Optional.of(CLIENT_ID));
  }

  @ParameterizedTest
  @CsvSource({
    "amzn1.oa2-cs.v1.0123 456789, HAS_WHITESPACE",
    "' amzn1.oa2-cs.v1.0123456789', HAS_WHITESPACE",
    "'amzn1.oa2-cs.v1.0123456789\n', HAS_WHITESPACE",
    "'amzn1.oa2-cs.v1.0123456789\r\n', HAS_WHITESPACE",
    "'amzn1.oa2-cs.v1.\t0123456789', HAS_WHITESPACE",
    "amzn1.oa2-cs.v1.0123456789ä, NOT_ASCII",
    "amzn1.oa2-cs.v1.0123456789…, NOT_ASCII",
    "amzn1.oa2-cs.v1.0123456789\u00a0, NOT_ASCII",
    "\ufeffamzn1.oa2-cs.v1.0123456789, NOT_ASCII",
    "'amzn1.oa2-cs.v1.0123456789\0', NOT_ASCII",
    "'amzn1.oa2-cs.v1.0123456789\u007f', NOT_ASCII",
    "amzn1.application-oa2-client.999, IS_CLIENT_ID",
    "the-client-id-of-this-application, IS_CLIENT_ID",
    "amzn1.sp.solution.0123456789, IS_APPLICATION_ID",
    "amzn1.sellerapps.app.0123456789, IS_APPLICATION_ID",
    "Atza|0123456789012345, IS_ACCESS_TOKEN",
    "Atzr|0123456789012345, IS_REFRESH_TOKEN",
    "Atz.sprdt|0123456789012345, IS_RESTRICTED_DATA_TOKEN",
    "'\"amzn1.oa2-cs.v1.0123456789\"', IS_QUOTED",
    "'''amzn1.oa2-cs.v1.0123456789''', IS_QUOTED",
    "fifteen-letters, BAD_LENGTH",
  })
  void whatCannotBeAClientSecretIsRefused(String secret, String reason) {
    Optional<String> clientId = Optional.of("the-client-id-of-this-application");
    refused(
        () -> CredentialRules.clientSecret(SecretValue.ofUtf8(secret), clientId),
        "CLIENT_SECRET_" + reason,
        secret);
    refused(
        () -> CredentialRules.newSecret(SecretValue.ofUtf8(secret), clientId),
        "NEW_SECRET_" + reason,
        secret);
  }

  @Test
  void bytesThatAreNoTextAreRefusedToo() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.US_ASCII);
    bytes[20] = (byte) 0xff;
    refused(
        () -> CredentialRules.newSecret(SecretValue.of(bytes), Optional.empty()),
        "NEW_SECRET_NOT_ASCII",
        SECRET);
  }

  @Test
  void theMessageSaysWhatItIsAndWhereTheRightOneIs() {
    assertThatThrownBy(
            () -> CredentialRules.newSecret(SecretValue.ofUtf8(CLIENT_ID), Optional.empty()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.getMessage()).isEqualTo("that is a client id, not a client secret");
              assertThat(e.hint().orElseThrow()).contains("begins with amzn1.oa2-cs.v1.");
            });
    assertThatThrownBy(() -> CredentialRules.refreshToken(SecretValue.ofUtf8("Atza|0123456789")))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.getMessage()).isEqualTo("that is an access token, not a refresh token");
              assertThat(e.hint().orElseThrow())
                  .isEqualTo(
                      "copy the whole refresh token, and nothing else, from Amazon's console");
            });
    assertThatThrownBy(
            () -> CredentialRules.newSecret(SecretValue.ofUtf8("short"), Optional.empty()))
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.getMessage()).startsWith("the new secret has 5 characters; ");
              assertThat(e.hint().orElseThrow()).endsWith(" from the console's \"Rotate secret\"");
            });
  }

  @Test
  void nothingIsLongerThanTwoThousandCharacters() {
    String longest = "x".repeat(2048);
    CredentialRules.clientSecret(SecretValue.ofUtf8(longest), Optional.empty());
    refused(
        () -> CredentialRules.clientSecret(SecretValue.ofUtf8(longest + "x"), Optional.empty()),
        "CLIENT_SECRET_BAD_LENGTH",
        longest);
  }

  @Test
  void aClientIdIsStripped() {
    assertThat(CredentialRules.clientId(" " + CLIENT_ID + "\n")).isEqualTo(CLIENT_ID);
  }

  @ParameterizedTest
  @CsvSource({
    "a b, HAS_WHITESPACE",
    "'', BAD_LENGTH",
    "amzn1.oa2-cs.v1.0123456789, IS_CLIENT_SECRET",
    "amzn1.sp.solution.0123456789, IS_APPLICATION_ID",
  })
  void whatCannotBeAClientIdIsRefused(String id, String reason) {
    refused(() -> CredentialRules.clientId(id), "CLIENT_ID_" + reason, id);
  }

  @ParameterizedTest
  @CsvSource({
    "amzn1.oa2-cs.v1.0123456789, IS_CLIENT_SECRET",
    "Atza|0123456789012345, IS_ACCESS_TOKEN",
    "Atzr|short, BAD_LENGTH",
  })
  void whatCannotBeARefreshTokenIsRefused(String token, String reason) {
    refused(
        () -> CredentialRules.refreshToken(SecretValue.ofUtf8(token)),
        "REFRESH_TOKEN_" + reason,
        token);
  }

  @Test
  void whatMayBeARefreshTokenPasses() {
    CredentialRules.refreshToken(SecretValue.ofUtf8("Atzr|IwEBIA0123456789"));
  }

  private static void refused(ThrowingCallable check, String reason, String canary) {
    assertThatThrownBy(check)
        .isInstanceOfSatisfying(
            HalfturnException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.hint()).isPresent();
              if (canary.length() > 5) {
                assertThat(e.getMessage() + e.hint()).doesNotContain(canary);
              }
            });
  }
}
