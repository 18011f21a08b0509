// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import com.azure.core.util.Context;
import java.time.Duration;
import okhttp3.OkHttpClient;
import reactor.core.publisher.Mono;

/**
 * The one HTTP transport of this module, named and not found. It does not send a request again by
 * itself when a kept connection breaks, as OkHttp would: a write would be made twice, whatever the
 * retries say.
 */
final class Transport implements HttpClient, AutoCloseable {

  private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(10);

  private final OkHttpClient connections;
  private final HttpClient client;

  private Transport(OkHttpClient connections, HttpClient client) {
    this.connections = connections;
    this.client = client;
  }

  /**
   * @param timeout of a call, from connecting to the end of the answer
   */
  static Transport within(Duration timeout) {
    Duration connecting = timeout.compareTo(LONGEST_CONNECTING) < 0 ? timeout : LONGEST_CONNECTING;
    OkHttpClient connections = new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
    return new Transport(
        connections,
        new OkHttpAsyncHttpClientBuilder(connections)
            .followRedirects(false)
            .connectionTimeout(connecting)
            .readTimeout(timeout)
            .writeTimeout(timeout)
            .callTimeout(timeout)
            .build());
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return client.send(request);
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request, Context context) {
    return client.send(request, context);
  }

  @Override
  public HttpResponse sendSync(HttpRequest request, Context context) {
    return client.sendSync(request, context);
  }

  /** Ends what is kept for a next call, which would stay for minutes otherwise. */
  @Override
  public void close() {
    connections.connectionPool().evictAll();
    connections.dispatcher().executorService().shutdown();
  }
}
