// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.http.HttpClient;
import com.azure.core.http.okhttp.OkHttpAsyncHttpClientBuilder;
import java.time.Duration;
import okhttp3.OkHttpClient;

/**
 * The one HTTP transport of this module, named and not found. It does not send a request again by
 * itself when a kept connection breaks, as OkHttp would: a write would be made twice, whatever the
 * retries say.
 */
final class Transport {

  private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(10);

  private Transport() {}

  /**
   * @param timeout of a call, from connecting to the end of the answer
   */
  static HttpClient within(Duration timeout) {
    Duration connecting = timeout.compareTo(LONGEST_CONNECTING) < 0 ? timeout : LONGEST_CONNECTING;
    return new OkHttpAsyncHttpClientBuilder(
            new OkHttpClient.Builder().retryOnConnectionFailure(false).build())
        .followRedirects(false)
        .connectionTimeout(connecting)
        .readTimeout(timeout)
        .writeTimeout(timeout)
        .callTimeout(timeout)
        .build();
  }
}
