// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.okhttp;

import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.spapi.SpApiCalls;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Gives calls to the Selling Partner API the token they need. For OkHttp 4.12 and 5. Thread-safe.
 *
 * <ul>
 *   <li>Each request to the Selling Partner API gets the header {@code x-amz-access-token}, in
 *       place of one that is there, and a {@code user-agent} unless it has one. Requests to other
 *       addresses are sent as they are.
 *   <li>Where Amazon says that token or client secret is at fault, the token is dropped and the
 *       call made once more with another; not if its body can be sent only once. Every other answer
 *       is handed through, its body unread.
 *   <li>If there is no token to be had, or Amazon says twice that the client secret is too old, the
 *       call fails with {@link HalfturnIOException}, blocking and asynchronous calls alike.
 *   <li>The request of the answer, which people log, is without the token; so are those of the
 *       answers it came from, such as a redirect.
 * </ul>
 *
 * <p>Use {@link #addTo}: it also keeps the token from other hosts when a redirect leads there,
 * which an interceptor alone cannot. Whoever adds it otherwise, by {@link
 * OkHttpClient.Builder#addInterceptor} and never as a network interceptor, switches redirects off.
 */
public final class SpApiInterceptor implements Interceptor {

  private final SpApiCalls calls;

  private SpApiInterceptor(SpApiCalls calls) {
    this.calls = calls;
  }

  /**
   * With tokens for Amazon's own endpoints.
   *
   * @param source of the tokens: of a seller, of scopes, or for restricted data
   * @param app whose they are, for messages
   */
  public static SpApiInterceptor of(TokenSource source, String app) {
    return of(source, app, Endpoints.amazon());
  }

  /** As {@link #of(TokenSource, String)}, with tokens for other endpoints. */
  public static SpApiInterceptor of(TokenSource source, String app, Endpoints endpoints) {
    return new SpApiInterceptor(new SpApiCalls(source, app, endpoints));
  }

  /**
   * Adds this to a client, and what keeps the token from other hosts.
   *
   * @return the same builder
   */
  public OkHttpClient.Builder addTo(OkHttpClient.Builder builder) {
    return builder.addInterceptor(this).addNetworkInterceptor(this::guard);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    if (chain.connection() != null) {
      throw new IllegalStateException("SpApiInterceptor is no network interceptor: use addTo");
    }
    if (!mayCarryToken(chain.request().url())) {
      return chain.proceed(chain.request());
    }
    try {
      return withoutToken(call(chain));
    } catch (HalfturnException e) {
      throw new HalfturnIOException(e);
    }
  }

  private Response call(Chain chain) throws IOException {
    Request request = chain.request();
    AccessToken token = calls.token();
    Response first = chain.proceed(with(token, request));
    Optional<AccessToken> another =
        orClose(
            first,
            () ->
                refusal(first)
                    .flatMap(
                        body -> calls.another(first.code(), body, token, isRepeatable(request))));
    if (another.isEmpty()) {
      return first;
    }
    first.close();
    Response second = chain.proceed(with(another.get(), request));
    return orClose(
        second,
        () -> {
          refusal(second).ifPresent(body -> calls.requireNotOverdue(second.code(), body));
          return second;
        });
  }

  /** Keeps the token on the way to wherever a redirect leads. */
  private Response guard(Chain chain) throws IOException {
    Request request = chain.request();
    return chain.proceed(mayCarryToken(request.url()) ? request : withoutToken(request));
  }

  private boolean mayCarryToken(HttpUrl url) {
    return calls.mayCarryToken(url.scheme(), url.host(), url.port());
  }

  private static Request with(AccessToken token, Request request) {
    Request.Builder builder = request.newBuilder().header(SpApiCalls.TOKEN_HEADER, token.reveal());
    if (request.header(SpApiCalls.USER_AGENT_HEADER) == null) {
      builder.header(SpApiCalls.USER_AGENT_HEADER, SpApiCalls.userAgent());
    }
    return builder.build();
  }

  private static boolean isRepeatable(Request request) {
    RequestBody body = request.body();
    return body == null || !(body.isOneShot() || body.isDuplex());
  }

  /** A copy of the body of an answer of the Selling Partner API, if it is a refusal. */
  private Optional<byte[]> refusal(Response response) throws IOException {
    if (!SpApiCalls.isRefusal(response.code()) || !mayCarryToken(response.request().url())) {
      return Optional.empty();
    }
    byte[] begin = response.peekBody(SpApiCalls.MAX_REFUSAL_BYTES + 1L).bytes();
    return Optional.of(begin).filter(body -> body.length <= SpApiCalls.MAX_REFUSAL_BYTES);
  }

  /** What may fail while somebody has to close a response. */
  private interface Step<T> {
    T run() throws IOException;
  }

  private static <T> T orClose(Response response, Step<T> step) throws IOException {
    boolean done = false;
    try {
      T result = step.run();
      done = true;
      return result;
    } finally {
      if (!done) {
        response.close();
      }
    }
  }

  /** With all those it came from: what OkHttp asked of the network, the cache, and before. */
  private static Response withoutToken(Response response) {
    Response.Builder builder = response.newBuilder().request(withoutToken(response.request()));
    Response network = response.networkResponse();
    if (network != null) {
      builder.networkResponse(withoutToken(network));
    }
    Response cache = response.cacheResponse();
    if (cache != null) {
      builder.cacheResponse(withoutToken(cache));
    }
    Response prior = response.priorResponse();
    if (prior != null) {
      builder.priorResponse(withoutToken(prior));
    }
    return builder.build();
  }

  private static Request withoutToken(Request request) {
    return request.newBuilder().removeHeader(SpApiCalls.TOKEN_HEADER).build();
  }
}
