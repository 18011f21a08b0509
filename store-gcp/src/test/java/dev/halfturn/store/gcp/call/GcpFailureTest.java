// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.httpjson.HttpJsonStatusCode;
import com.google.api.gax.rpc.AbortedException;
import com.google.api.gax.rpc.InvalidArgumentException;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.UnknownException;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcpFailureTest {

  private static final String SENT = "amzn1.oa2-cs.v1.what-was-sent";

  private static HalfturnException of(Throwable failure) {
    return GcpFailure.of("store 'tested'", "Secret Manager", failure);
  }

  private static HttpResponseException refusal(int http, String body) {
    return new HttpResponseException.Builder(http, SENT, new HttpHeaders())
        .setContent(body)
        .setMessage(SENT)
        .build();
  }

  private static String body(int http, String status) {
    return "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"%s\"}}"
        .formatted(http, SENT, status);
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, INVALID_ARGUMENT, ''",
    "400, FAILED_PRECONDITION, FAILED_PRECONDITION, ''",
    "401, UNAUTHENTICATED, UNAUTHENTICATED, halfturn doctor",
    "403, PERMISSION_DENIED, PERMISSION_DENIED, rights",
    "404, NOT_FOUND, NOT_FOUND, ''",
    "409, ALREADY_EXISTS, CONFLICT, ''",
    "409, ABORTED, CONFLICT, ''",
    "429, RESOURCE_EXHAUSTED, RATE_LIMITED, wait",
    "500, INTERNAL, UNAVAILABLE, ''",
    "501, UNIMPLEMENTED, UNSUPPORTED, ''",
    "503, UNAVAILABLE, UNAVAILABLE, ''",
    "400, SOMETHING_NEW, INTERNAL, ''"
  })
  void aRefusalIsItsStatusAndNothingElseOfWhatWasSaid(
      int http, String status, ErrorCode code, String hint) {
    HttpResponseException refusal = refusal(http, body(http, status));
    HalfturnException failure = of(new UncheckedIOException(refusal));

    assertThat(GcpFailure.status(refusal)).hasValue(status);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure).hasMessage("Secret Manager refused store 'tested': " + status).hasNoCause();
    assertThat(failure.hint().orElse("")).contains(hint);
  }

  @Test
  void theBodyDecidesAndNeverTheClassThatTheClientMadeOfIt() {
    StatusCode conflict = HttpJsonStatusCode.of(StatusCode.Code.ABORTED);
    StatusCode invalid = HttpJsonStatusCode.of(StatusCode.Code.INVALID_ARGUMENT);

    assertThat(
            GcpFailure.status(
                new AbortedException(refusal(409, body(409, "ALREADY_EXISTS")), conflict, false)))
        .hasValue("ALREADY_EXISTS");
    assertThat(
            GcpFailure.status(
                new InvalidArgumentException(
                    refusal(400, body(400, "FAILED_PRECONDITION")), invalid, false)))
        .hasValue("FAILED_PRECONDITION");
    assertThat(GcpFailure.status(new AbortedException(new IOException(), conflict, false)))
        .hasValue("ABORTED");
    assertThat(
            GcpFailure.status(
                new UnknownException(
                    new IOException(), HttpJsonStatusCode.of(StatusCode.Code.UNKNOWN), false)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"403, PERMISSION_DENIED", "404, NOT_FOUND", "502, UNAVAILABLE", "418, UNKNOWN"})
  void withoutABodyOfGooglesTheNumberDecides(int http, String status) {
    assertThat(GcpFailure.status(refusal(http, "<html>" + SENT))).hasValue(status);
    assertThat(GcpFailure.status(refusal(http, null))).hasValue(status);
    assertThat(GcpFailure.status(refusal(http, body(http, SENT)))).hasValue(status);
    assertThat(of(refusal(http, SENT)).getMessage()).doesNotContain(SENT);
  }

  @Test
  void aServiceThatIsSwitchedOffSaysHowItIsSwitchedOn() {
    HttpResponseException refusal =
        refusal(
            403,
            """
            {"error": {"code": 403, "message": "Secret Manager API has not been used",
             "status": "PERMISSION_DENIED", "details": [
              {"@type": "type.googleapis.com/google.rpc.Help", "links": []},
              {"@type": "type.googleapis.com/google.rpc.ErrorInfo",
               "reason": "SERVICE_DISABLED", "domain": "googleapis.com"}]}}
            """);

    assertThat(GcpFailure.isDisabled(refusal)).isTrue();
    assertThat(of(refusal).code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(of(refusal).reason()).isEqualTo("SERVICE_DISABLED");
    assertThat(of(refusal))
        .hasMessage("the project of store 'tested' has not switched on Secret Manager");
    assertThat(of(refusal).hint()).hasValue("gcloud services enable secretmanager.googleapis.com");
  }

  @Test
  void withoutAnAnswerItIsSaidWhy() {
    assertThat(of(new SocketTimeoutException("Read timed out")).code())
        .isEqualTo(ErrorCode.TIMEOUT);
    assertThat(of(refusal(504, body(504, "DEADLINE_EXCEEDED"))).code())
        .isEqualTo(ErrorCode.TIMEOUT);
    assertThat(of(new SocketTimeoutException("Connect timed out")))
        .hasMessage("store 'tested' cannot reach Secret Manager");
    assertThat(of(new UncheckedIOException(new ConnectException("refused"))))
        .hasMessage("store 'tested' cannot reach Secret Manager");
  }

  @Test
  void aCertificateIsBlamedOnlyWhereOneIsAtFault() {
    SSLHandshakeException distrust = new SSLHandshakeException("who");
    distrust.initCause(new CertificateException("who"));
    String blamed = "store 'tested' does not trust the certificate of Secret Manager";

    assertThat(of(distrust)).hasMessage(blamed);
    assertThat(of(new SSLPeerUnverifiedException("who"))).hasMessage(blamed);
    assertThat(of(new SSLException("Connection reset")))
        .hasMessage("store 'tested' cannot reach Secret Manager");
  }

  @Test
  void whoIsToldToStopStaysTold() {
    HalfturnException failure = of(new IOException(new InterruptedException()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo("INTERRUPTED");
    assertThat(GcpFailure.isUnanswered(new IOException(new InterruptedException()))).isFalse();
  }
}
