// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.azure.call.FakeTransport.Answer;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class AzureFailureTest {

  private static final String SENT = Canaries.secret("what was sent to azure").revealUtf8();

  private static HalfturnException of(RuntimeException failure) {
    return AzureFailure.of("store 'tested'", "Key Vault", failure);
  }

  private static HttpResponseException refusal(int status, String body) {
    return new HttpResponseException(
        SENT,
        new FakeTransport(request -> Answer.of(status, body))
            .sendSync(new HttpRequest(HttpMethod.GET, "https://v.example.com/"), Context.NONE));
  }

  private static String body(String code, String inner) {
    return "{\"error\":{\"code\":\""
        + code
        + "\",\"message\":\""
        + SENT
        + "\""
        + (inner.isEmpty() ? "" : ",\"innererror\":{\"code\":\"" + inner + "\"}")
        + "}}";
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden, ForbiddenByRbac, PERMISSION_DENIED, halfturn store policy",
    "403, Forbidden, ForbiddenByFirewall, PERMISSION_DENIED, firewall",
    "403, Forbidden, SecretDisabled, FAILED_PRECONDITION, enable it",
    "403, Forbidden, '', PERMISSION_DENIED, halfturn store policy",
    "401, Unauthorized, '', UNAUTHENTICATED, tenant-id",
    "404, SecretNotFound, '', NOT_FOUND, ''",
    "409, Conflict, ObjectIsDeletedButRecoverable, FAILED_PRECONDITION, recover",
    "409, Conflict, ObjectIsBeingDeleted, CONFLICT, in a minute",
    "409, Conflict, ObjectIsBeingRecovered, CONFLICT, in a minute",
    "409, MissingSubscriptionRegistration, '', FAILED_PRECONDITION, az provider register",
    "412, SomethingNew, '', CONFLICT, ''",
    "429, Throttled, '', RATE_LIMITED, wait",
    "400, BadParameter, '', INVALID_ARGUMENT, ''",
    "408, SomethingNew, '', UNAVAILABLE, ''",
    "500, SomethingNew, '', UNAVAILABLE, ''",
    "418, SomethingNew, '', INTERNAL, ''"
  })
  void aRefusalIsTheServicesNameOfItAndNothingElseOfWhatItSaid(
      int status, String code, String inner, ErrorCode expected, String hint) {
    HalfturnException failure = of(refusal(status, body(code, inner)));

    assertThat(failure.code()).isEqualTo(expected);
    assertThat(failure)
        .hasMessage("Key Vault refused store 'tested': " + (inner.isEmpty() ? code : inner));
    assertThat(failure.hint().orElse("")).contains(hint);
    assertThat(failure.getCause()).isNull();
  }

  @Test
  void theClientOfTheLibraryTellsNoMoreThanTheStatusAndTheNames() {
    SecretClient client =
        new SecretClientBuilder()
            .vaultUrl("https://v.vault.azure.net")
            .credential(request -> Mono.error(new IllegalStateException("not asked")))
            .httpClient(
                new FakeTransport(
                    request -> Answer.of(403, body("Forbidden", "ForbiddenByFirewall"))))
            .retryPolicy(AzureRetries.byMethod(Duration.ofSeconds(5)))
            .buildClient();

    assertThatThrownBy(() -> client.getSecret("x"))
        .isInstanceOfSatisfying(
            HttpResponseException.class,
            e -> {
              assertThat(Refusal.of(e))
                  .contains(new Refusal(403, "Forbidden", "ForbiddenByFirewall"));
              assertThat(of(e).code()).isEqualTo(ErrorCode.PERMISSION_DENIED);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "<?xml version=\"1.0\"?><Error><Code>QueueNotFound</Code><Message>m</Message></Error>,"
        + " QueueNotFound",
    "'{\"code\":\"ResourceNotFound\"}', ResourceNotFound",
    "'{\"error\":\"invalid_request\"}', ''",
    "'{\"error\":{\"code\":\"a b\"}}', ''",
    "not json, ''",
    "'', ''"
  })
  void aNameIsFoundInEitherForm(String body, String name) {
    HttpResponseException refusal = refusal(404, body);

    assertThat(Refusal.of(refusal).orElseThrow().name()).isEqualTo(name);
    assertThat(of(refusal))
        .hasMessage("Key Vault refused store 'tested': " + (name.isEmpty() ? "status 404" : name));
  }

  @Test
  void ofNamesWithinNamesTheInnermostIsTaken() {
    String deep =
        "{\"error\":{\"code\":\"A\",\"innererror\":{\"code\":\"B\",\"innererror\":"
            + "{\"code\":\"C\",\"innererror\":{\"message\":\"m\"}}}}}";

    assertThat(Refusal.of(403, deep)).isEqualTo(new Refusal(403, "A", "C"));
    assertThat(Refusal.of(403, deep.replace("innererror", "innerError")))
        .isEqualTo(new Refusal(403, "A", "C"));
  }

  @Test
  void withoutAnAnswerItIsSaidWhy() {
    assertThat(of(new UncheckedIOException(new InterruptedIOException("timeout"))).code())
        .isEqualTo(ErrorCode.TIMEOUT);
    assertThat(of(new IllegalStateException(new TimeoutException())).code())
        .isEqualTo(ErrorCode.TIMEOUT);
    assertThat(of(new UncheckedIOException(new IOException(SENT))))
        .hasMessage("store 'tested' cannot reach Key Vault");
  }

  @Test
  void aCertificateIsBlamedOnlyWhereOneIsAtFault() {
    SSLHandshakeException distrust = new SSLHandshakeException(SENT);
    distrust.initCause(new CertificateException(new CertPathValidatorException(SENT)));
    String blamed = "store 'tested' does not trust the certificate of Key Vault";

    assertThat(of(new UncheckedIOException(distrust))).hasMessage(blamed);
    assertThat(of(new UncheckedIOException(new SSLPeerUnverifiedException(SENT))))
        .hasMessage(blamed);
    assertThat(of(new UncheckedIOException(new SSLHandshakeException("closed during handshake"))))
        .hasMessage("store 'tested' cannot reach Key Vault");
    assertThat(of(new UncheckedIOException(new SSLException("Connection reset"))))
        .hasMessage("store 'tested' cannot reach Key Vault");
  }

  @Test
  void whatToDoWithoutAnAnswerIsSaidToo() {
    assertThat(of(new UncheckedIOException(new InterruptedIOException("timeout"))).hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("option timeout"));
    assertThat(of(new UncheckedIOException(new IOException(SENT))).hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("the network", "private endpoint"));
    assertThat(of(new IllegalStateException(new InterruptedException())).hint())
        .hasValueSatisfying(hint -> assertThat(hint).contains("repeat it"));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatWasNoAnswerAtAllIsAFaultThatIsNotQuoted() {
    HalfturnException failure = of(new IllegalStateException(SENT));

    assertThat(failure.code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(failure).hasMessage("store 'tested' fails at Key Vault with IllegalStateException");
  }

  @Test
  void whatIsKnownAlreadyStaysWhatItIs() {
    HalfturnException known =
        new HalfturnException(Problem.of(ErrorCode.UNAUTHENTICATED, "no credentials"));

    assertThat(of(new IllegalStateException(known))).isSameAs(known);
  }

  @Test
  void whoIsToldToStopStaysTold() {
    HalfturnException failure = of(new IllegalStateException(new InterruptedException()));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure.reason()).isEqualTo("INTERRUPTED");

    Thread.currentThread().interrupt();
    assertThat(of(new UncheckedIOException(new InterruptedIOException("interrupted"))).reason())
        .isEqualTo("INTERRUPTED");
    assertThat(Thread.interrupted()).isTrue();
  }
}
