// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

class AwsFailureTest {

  private static HalfturnException of(SdkException failure) {
    return AwsFailure.of("store 'tested'", "SSM", failure);
  }

  private static AwsServiceException refusal(int status, String name) {
    return AwsServiceException.builder()
        .statusCode(status)
        .message("amzn1.oa2-cs.v1.what-was-sent")
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(name)
                .errorMessage("amzn1.oa2-cs.v1.what-was-sent")
                .build())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException, PERMISSION_DENIED, rights",
    "403, SomethingNew, PERMISSION_DENIED, rights",
    "400, ExpiredTokenException, UNAUTHENTICATED, sign in again",
    "400, UnrecognizedClientException, UNAUTHENTICATED, halfturn doctor",
    "400, ThrottlingException, RATE_LIMITED, wait",
    "400, ParameterLimitExceeded, FAILED_PRECONDITION, tier=advanced",
    "400, TooManyUpdates, CONFLICT, try again",
    "400, ValidationException, INVALID_ARGUMENT, ''",
    "503, SomethingNew, UNAVAILABLE, ''",
    "400, SomethingNew, INTERNAL, ''"
  })
  void aRefusalIsTheServicesNameOfItAndNothingElseOfWhatItSaid(
      int status, String name, ErrorCode code, String hint) {
    HalfturnException failure = of(refusal(status, name));

    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessage("SSM refused store 'tested': " + name);
    assertThat(failure.hint().orElse("")).contains(hint);
    assertThat(failure.getCause()).isNull();
  }

  @Test
  void aNameThatMayBeAnythingIsNotShown() {
    assertThat(of(refusal(400, "amzn1.oa2-cs.v1.what-was-sent and more")))
        .hasMessage("SSM refused store 'tested': status 400");
    assertThat(of(AwsServiceException.builder().statusCode(500).build()))
        .hasMessage("SSM refused store 'tested': status 500");
  }

  @Test
  void withoutAnAnswerItIsSaidWhy() {
    assertThat(of(ApiCallTimeoutException.create(10)).code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(of(ApiCallAttemptTimeoutException.create(10)).code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(of(SdkClientException.create("x", new IOException("reset"))))
        .hasMessage("store 'tested' cannot reach SSM");
  }

  @Test
  void aCertificateIsBlamedOnlyWhereOneIsAtFault() {
    SSLHandshakeException distrust = new SSLHandshakeException("who");
    distrust.initCause(new CertificateException("who"));
    String blamed = "store 'tested' does not trust the certificate of SSM";

    assertThat(of(SdkClientException.create("x", distrust))).hasMessage(blamed);
    assertThat(of(SdkClientException.create("x", new SSLPeerUnverifiedException("who"))))
        .hasMessage(blamed);
    assertThat(of(SdkClientException.create("x", new SSLException("Connection reset"))))
        .hasMessage("store 'tested' cannot reach SSM");
  }

  @Test
  void whoIsToldToStopStaysTold() {
    HalfturnException failure = of(AbortedException.create("stop"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo("INTERRUPTED");
  }
}
