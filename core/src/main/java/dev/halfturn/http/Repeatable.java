// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import dev.halfturn.spapi.SpApiCalls;
import dev.halfturn.token.AccessToken;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;

/** A request as the caller made it, and as it is sent: with a token. */
final class Repeatable {

  private final HttpRequest request;
  private final Optional<RecordedBody> body;

  Repeatable(HttpRequest request) {
    this.request = request;
    this.body = request.bodyPublisher().map(RecordedBody::new);
  }

  HttpRequest first(AccessToken token) {
    return with(token, body);
  }

  /** Whether all of it is known that would have to be sent. */
  boolean isRepeatable() {
    return body.isEmpty() || body.get().sent().isPresent();
  }

  /** To be asked for only if it is repeatable. */
  HttpRequest again(AccessToken token) {
    return with(
        token, body.map(recorded -> BodyPublishers.ofByteArray(recorded.sent().orElseThrow())));
  }

  private HttpRequest with(AccessToken token, Optional<? extends BodyPublisher> publisher) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(
            request, (name, value) -> !name.equalsIgnoreCase(SpApiCalls.TOKEN_HEADER));
    publisher.ifPresent(some -> builder.method(request.method(), some));
    if (request.headers().firstValue(SpApiCalls.USER_AGENT_HEADER).isEmpty()) {
      builder.setHeader(SpApiCalls.USER_AGENT_HEADER, SpApiCalls.userAgent());
    }
    return builder.setHeader(SpApiCalls.TOKEN_HEADER, token.reveal()).build();
  }
}
