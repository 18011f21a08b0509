// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.spapi.SecretOverdueException;
import dev.halfturn.spapi.SpApiCalls;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The JDK's HTTP client with the token that the Selling Partner API wants. Thread-safe; owns
 * nothing, and makes no thread.
 *
 * <ul>
 *   <li>Each request to the Selling Partner API gets the header {@code x-amz-access-token}, in
 *       place of one that is there, and a {@code user-agent} unless it has one. Requests to other
 *       addresses are sent as they are: one client serves for uploads to addresses that Amazon
 *       names, too.
 *   <li>Where Amazon says that token or client secret is at fault, the token is dropped and the
 *       call made once more with another. It is not if the body is longer than a mebibyte or was
 *       not sent whole: then the answer is the caller's, and the next call has another token.
 *   <li>Every other answer is handed through as it comes, to whatever body handler. Of a refusal
 *       with status 401 or 403 at most 64 KiB are read before.
 * </ul>
 */
public final class SpApiHttpClient {

  private final HttpClient client;
  private final SpApiCalls calls;

  private SpApiHttpClient(HttpClient client, SpApiCalls calls) {
    this.client = client;
    this.calls = calls;
  }

  /**
   * With tokens for Amazon's own endpoints.
   *
   * @param client which follows no redirects, as is usual: it would send the token along
   * @param source of the tokens
   * @param app whose they are, for messages
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the client follows redirects
   */
  public static SpApiHttpClient of(HttpClient client, TokenSource source, String app) {
    return of(client, source, app, Endpoints.amazon());
  }

  /** As {@link #of(HttpClient, TokenSource, String)}, with tokens for other endpoints. */
  public static SpApiHttpClient of(
      HttpClient client, TokenSource source, String app, Endpoints endpoints) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.INVALID_ARGUMENT,
                  "CLIENT_FOLLOWS_REDIRECTS",
                  "the http client follows redirects, and would take the access token along")
              .withHint("build it with followRedirects(HttpClient.Redirect.NEVER)"));
    }
    return new SpApiHttpClient(client, new SpApiCalls(source, app, endpoints));
  }

  /**
   * Sends, blocking.
   *
   * @throws IOException as {@link HttpClient#send}
   * @throws InterruptedException as {@link HttpClient#send}
   * @throws SecretOverdueException if Amazon says twice that the client secret is too old
   * @throws HalfturnException if there is no token to be had
   */
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Objects.requireNonNull(handler);
    if (!calls.mayCarryToken(request.uri())) {
      return client.send(request, handler);
    }
    Repeatable repeatable = new Repeatable(request);
    AccessToken token = calls.token();
    HttpResponse<Answer<T>> first =
        client.send(repeatable.first(token), new AnswerHandler<>(handler));
    Optional<AccessToken> another =
        first
            .body()
            .refusal()
            .flatMap(
                body -> calls.another(first.statusCode(), body, token, repeatable.isRepeatable()));
    if (another.isEmpty()) {
      return handedThrough(first, request);
    }
    HttpResponse<Answer<T>> second =
        client.send(repeatable.again(another.get()), new AnswerHandler<>(handler));
    second.body().refusal().ifPresent(body -> calls.requireNotOverdue(second.statusCode(), body));
    return handedThrough(second, request);
  }

  private static <T> HttpResponse<T> handedThrough(
      HttpResponse<Answer<T>> response, HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return new HandedThrough<>(
          response, request, response.body().body().get().toCompletableFuture().get());
    } catch (ExecutionException e) {
      throw new IOException("the body handler failed", e.getCause());
    }
  }

  /**
   * Sends without blocking. Where a token must be exchanged first, that blocks a thread of the
   * client's executor, or of the common pool if it has none of its own.
   *
   * @return with what {@link #send} returns, or completed exceptionally with what it raises, or
   *     with what that executor raises if it takes no more; to complete it early, as by {@link
   *     CompletableFuture#orTimeout} or to cancel it, ends the call: nothing is sent after that
   */
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    Objects.requireNonNull(handler);
    if (!calls.mayCarryToken(request.uri())) {
      return client.sendAsync(request, handler);
    }
    return new AsyncCall<>(client, calls, request, handler).start();
  }
}
