// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * An answer as the caller's handler sees it.
 *
 * @param request the caller's, which has no token in it
 */
record HandedThrough<T>(HttpResponse<?> response, HttpRequest request, T body)
    implements HttpResponse<T> {

  @Override
  public int statusCode() {
    return response.statusCode();
  }

  @Override
  public Optional<HttpResponse<T>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public HttpHeaders headers() {
    return response.headers();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return response.sslSession();
  }

  @Override
  public URI uri() {
    return response.uri();
  }

  @Override
  public HttpClient.Version version() {
    return response.version();
  }

  /** The body may hold anything. */
  @Override
  public String toString() {
    return "(" + request.method() + " " + uri() + ") " + statusCode();
  }
}
