// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Calls of services of which only a few operations are used, on the SDK's own credentials, signer,
 * transport, endpoints and retries, without the classes it generates for each operation: those of
 * the services used here are several megabytes. Thread-safe.
 *
 * <p>What fails, fails as the SDK's clients do: {@link AwsServiceException} for a refusal, any
 * other {@link SdkException} where there was no answer.
 */
public final class AwsCall {

  private static final int MAX_ANSWER = 4 << 20;
  private static final String JSON_1_0 = "application/x-amz-json-1.0";
  private static final String JSON_1_1 = "application/x-amz-json-1.1";

  /** The services, of those that take JSON, that speak the older dialect alone. */
  private static final Set<String> OLDER = Set.of("sqs");

  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

  /**
   * What is sent.
   *
   * @param service how it is called when a request is signed: {@code events}
   * @param method {@code POST} or another
   * @param path with what follows a question mark, encoded
   * @param headers besides those that every request has
   * @param body as text
   */
  record Request(
      String service, String method, String path, Map<String, String> headers, String body) {}

  private final AwsAccess access;
  private final Consumer<Duration> pause;
  private final RetryStrategy reading = Retries.reading();
  private final RetryStrategy writing = Retries.writing();
  private final SdkHttpClient transport;

  public AwsCall(AwsAccess access) {
    this(access, AwsCall::sleep);
  }

  /**
   * @param pause how the time before a repetition is spent
   */
  public AwsCall(AwsAccess access, Consumer<Duration> pause) {
    this.access = access;
    this.pause = pause;
    this.transport = access.transport();
  }

  /**
   * One operation of a service that takes and gives JSON; may be made twice without harm.
   *
   * @param service how it is called when a request is signed: {@code secretsmanager}
   * @param target the operation with the service's prefix: {@code secretsmanager.GetSecretValue}
   */
  public Map<String, Object> read(String service, String target, Map<String, ?> input) {
    return json(reading, target(service, target, input));
  }

  /**
   * The same for an operation that changes something; it is not repeated once it may have begun.
   */
  public Map<String, Object> write(String service, String target, Map<String, ?> input) {
    return json(writing, target(service, target, input));
  }

  /**
   * One operation of a service with paths.
   *
   * @param method {@code GET} may be made twice, anything else changes something
   */
  public Map<String, Object> rest(
      String service, String method, String path, Map<String, ?> input) {
    String body = input.isEmpty() && !method.equals("POST") ? "" : text(input);
    return json(
        method.equals("GET") ? reading : writing,
        new Request(service, method, path, Map.of("Content-Type", "application/json"), body));
  }

  /** One operation of a service that takes a form and gives XML; may be made twice without harm. */
  public String form(String service, String form) {
    return send(reading, new Request(service, "POST", "/", Map.of("Content-Type", FORM), form));
  }

  private static Request target(String service, String target, Map<String, ?> input) {
    return new Request(
        service,
        "POST",
        "/",
        Map.of(
            "Content-Type", OLDER.contains(service) ? JSON_1_0 : JSON_1_1, "X-Amz-Target", target),
        text(input));
  }

  private static String text(Map<String, ?> input) {
    try {
      return JSON.std.asString(input);
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }

  private Map<String, Object> json(RetryStrategy strategy, Request request) {
    String body = send(strategy, request);
    try {
      return body.isBlank() ? Map.of() : JSON.std.mapFrom(body);
    } catch (IOException e) {
      throw SdkClientException.create("an answer that is no JSON");
    }
  }

  private String send(RetryStrategy strategy, Request request) {
    long end = System.nanoTime() + access.timeout().toNanos();
    RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(request.service())).token();
    while (true) {
      try {
        String body = once(request);
        strategy.recordSuccess(RecordSuccessRequest.create(token));
        return body;
      } catch (SdkException e) {
        RefreshRetryTokenResponse next;
        try {
          next =
              strategy.refreshRetryToken(
                  RefreshRetryTokenRequest.builder().token(token).failure(e).build());
        } catch (TokenAcquisitionFailedException exhausted) {
          throw e;
        }
        if (System.nanoTime() + next.delay().toNanos() > end) {
          throw e instanceof AwsServiceException
              ? e
              : ApiCallTimeoutException.create(access.timeout().toMillis());
        }
        pause.accept(next.delay());
        token = next.token();
      }
    }
  }

  private String once(Request request) {
    ContentStreamProvider payload =
        () -> new ByteArrayInputStream(request.body().getBytes(StandardCharsets.UTF_8));
    SignedRequest signed = sign(request, payload);
    HttpExecuteRequest.Builder execution = HttpExecuteRequest.builder().request(signed.request());
    if (hasBody(request)) {
      signed.payload().ifPresent(execution::contentStreamProvider);
    }
    try {
      HttpExecuteResponse response = transport.prepareRequest(execution.build()).call();
      String body = body(response);
      if (response.httpResponse().isSuccessful()) {
        return body;
      }
      throw refusal(response, body);
    } catch (IOException e) {
      throw SdkClientException.create("no answer", e);
    }
  }

  /** The JDK would make a POST of a GET with a body. */
  private static boolean hasBody(Request request) {
    return !request.method().equals("GET");
  }

  private SignedRequest sign(Request request, ContentStreamProvider payload) {
    URI base = access.endpoint(request.service());
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .uri(URI.create(base.getScheme() + "://" + base.getAuthority() + request.path()))
            .method(SdkHttpMethod.fromValue(request.method()));
    request.headers().forEach(http::putHeader);
    if (hasBody(request)) { // what is signed must arrive, and without a body it would not
      http.putHeader(
          "Content-Length", String.valueOf(request.body().getBytes(StandardCharsets.UTF_8).length));
    }
    AwsCredentialsIdentity identity = access.credentials();
    return AwsV4HttpSigner.create()
        .sign(
            sign ->
                sign.identity(identity)
                    .request(http.build())
                    .payload(payload)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, request.service())
                    .putProperty(
                        AwsV4HttpSigner.REGION_NAME, access.signingRegion(request.service())));
  }

  private static String body(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (InputStream body = response.responseBody().get()) {
      byte[] bytes = body.readNBytes(MAX_ANSWER + 1);
      if (bytes.length > MAX_ANSWER) {
        throw new IOException("an answer that is too long");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static AwsServiceException refusal(HttpExecuteResponse response, String body) {
    String name =
        response
            .httpResponse()
            .firstMatchingHeader("x-amzn-ErrorType")
            .or(() -> ErrorName.in(body))
            .map(ErrorName::plain)
            .orElse("");
    int status = response.httpResponse().statusCode();
    return AwsServiceException.builder()
        .message(name)
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(name).build())
        .build();
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted");
    }
  }
}
