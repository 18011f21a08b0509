// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * One call to the address, over within the time allowed whatever the other side does. Follows no
 * redirect, sends nothing twice, reads no more of an answer than a word. Its failures name the
 * notifier, never the address. Thread-safe.
 */
final class WebhookCall implements AutoCloseable {

  private final String instance;
  private final URI address;
  private final Duration timeout;
  private final Optional<SSLContext> trust;
  private HttpClient client;

  WebhookCall(String instance, URI address, Duration timeout, Optional<SSLContext> trust) {
    this.instance = instance;
    this.address = address;
    this.timeout = timeout;
    this.trust = trust;
  }

  /**
   * Posts.
   *
   * @return the status of an answer that accepts it
   */
  int post(Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(body));
    headers.forEach(request::setHeader);
    HttpResponse<String> answer = answer(request.build());
    Optional<Problem> refused =
        Refusal.of(instance, answer.statusCode(), answer.body(), answer.headers());
    if (refused.isPresent()) {
      throw new HalfturnException(refused.get());
    }
    return answer.statusCode();
  }

  private HttpResponse<String> answer(HttpRequest request) {
    CompletableFuture<HttpResponse<String>> call =
        client().sendAsync(request, answer -> new FirstWord(answer.statusCode()));
    try {
      return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(ErrorCode.UNAVAILABLE, "INTERRUPTED", "was told to stop while it waited");
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } finally {
      call.cancel(true); // of what has ended, nothing
    }
  }

  private HalfturnException failed(Throwable cause) {
    if (cause instanceof HttpTimeoutException) {
      return late();
    }
    if (cause instanceof ConnectException) {
      return unavailable("cannot reach its webhook");
    }
    if (cause instanceof SSLException) {
      return unavailable("does not trust the certificate of its webhook");
    }
    if (cause instanceof IOException) {
      return unavailable("lost the connection to its webhook");
    }
    return failure(
        ErrorCode.INTERNAL,
        ErrorCode.INTERNAL.name(),
        "failed with " + cause.getClass().getName()); // its text may quote the address
  }

  private HalfturnException late() {
    return failure(
        ErrorCode.TIMEOUT, ErrorCode.TIMEOUT.name(), "got no answer from its webhook in time");
  }

  private HalfturnException unavailable(String what) {
    return failure(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.name(), what);
  }

  private HalfturnException failure(ErrorCode code, String reason, String what) {
    return new HalfturnException(Problem.of(code, reason, "notifier '" + instance + "' " + what));
  }

  /** Made when it is first needed: it reads the JDK's trust store and starts a thread. */
  private synchronized HttpClient client() {
    if (client == null) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(timeout);
      trust.ifPresent(builder::sslContext);
      client = builder.build();
    }
    return client;
  }

  /** Lets go of the client, whose thread ends when nothing refers to it any more. */
  @Override
  public synchronized void close() {
    client = null;
  }
}
