// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** How long a service asks to wait, in the headers that the SDK heeds as well. */
final class RetryAfter {

  private static final HttpHeaderName MILLISECONDS =
      HttpHeaderName.fromString("x-ms-retry-after-ms");
  private static final HttpHeaderName PLAIN_MILLISECONDS =
      HttpHeaderName.fromString("retry-after-ms");

  private RetryAfter() {}

  static Optional<Duration> of(HttpResponse response) {
    return number(response, MILLISECONDS)
        .or(() -> number(response, PLAIN_MILLISECONDS))
        .map(Duration::ofMillis)
        .or(() -> number(response, HttpHeaderName.RETRY_AFTER).map(Duration::ofSeconds));
  }

  private static Optional<Long> number(HttpResponse response, HttpHeaderName name) {
    String text = response.getHeaderValue(name);
    try {
      return text == null ? Optional.empty() : Optional.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty(); // a date, which Azure does not send
    }
  }
}
