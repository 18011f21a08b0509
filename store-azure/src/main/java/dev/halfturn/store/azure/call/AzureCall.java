// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls of services of which only a few operations are used, on the SDK's own pipeline, without the
 * libraries for them. Thread-safe.
 *
 * <p>What fails, fails as the SDK's clients do; {@link AzureFailure#of} says what it means.
 */
public final class AzureCall {

  private static final int MAX_ANSWER = 4 << 20;

  private final HttpPipeline pipeline;
  private final Map<String, String> headers;

  private AzureCall(HttpPipeline pipeline, Map<String, String> headers) {
    this.pipeline = pipeline;
    this.headers = headers;
  }

  /**
   * Of a service at which everything but {@code GET} may do something twice if it is repeated.
   *
   * @param scope for which tokens are asked: {@code https://storage.azure.com/.default}
   * @param headers of each request
   */
  public static AzureCall careful(AzureAccess access, String scope, Map<String, String> headers) {
    return new AzureCall(access.pipeline(scope, access.retries()), headers);
  }

  /** The same of a service at which nothing is the worse for having been done twice. */
  public static AzureCall repeatable(
      AzureAccess access, String scope, Map<String, String> headers) {
    return new AzureCall(access.pipeline(scope, AzureRetries.reading(access.timeout())), headers);
  }

  /**
   * What came back.
   *
   * @param headers by name in lower case
   */
  public record Answer(Map<String, String> headers, String body) {}

  /** An object of JSON, empty if the answer is. */
  public Map<String, Object> json(String method, URI uri, Map<String, ?> input) {
    String body = input.isEmpty() ? "" : text(input);
    String answer = send(method, uri, "application/json", body).body();
    try {
      return answer.isBlank() ? Map.of() : JSON.std.mapFrom(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(new IOException("an answer that is no JSON"));
    }
  }

  /**
   * One operation.
   *
   * @param method {@code GET} may be made twice, anything else changes something
   * @param type of the body
   * @param body empty for none
   */
  public Answer send(String method, URI uri, String type, String body) {
    HttpRequest request = new HttpRequest(HttpMethod.valueOf(method), uri.toString());
    headers.forEach((name, value) -> request.setHeader(HttpHeaderName.fromString(name), value));
    if (!method.equals("GET")) {
      request.setHeader(
          HttpHeaderName.CONTENT_LENGTH,
          String.valueOf(body.getBytes(StandardCharsets.UTF_8).length));
      if (!body.isEmpty()) {
        request.setHeader(HttpHeaderName.CONTENT_TYPE, type);
        request.setBody(body);
      }
    }
    try (HttpResponse response = pipeline.sendSync(request, Context.NONE)) {
      String answer = text(response);
      if (response.getStatusCode() / 100 != 2) {
        throw new HttpResponseException("refused", response, answer);
      }
      Map<String, String> answered = new TreeMap<>();
      response
          .getHeaders()
          .forEach(
              header -> answered.put(header.getName().toLowerCase(Locale.ROOT), header.getValue()));
      return new Answer(answered, answer);
    }
  }

  private static String text(HttpResponse response) {
    try (var in = response.getBodyAsInputStreamSync()) {
      byte[] bytes = in == null ? new byte[0] : in.readNBytes(MAX_ANSWER + 1);
      if (bytes.length > MAX_ANSWER) {
        throw new IOException("an answer that is too long");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Map<String, ?> input) {
    try {
      return JSON.std.asString(input);
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }
}
