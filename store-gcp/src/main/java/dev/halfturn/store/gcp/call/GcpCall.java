// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import com.fasterxml.jackson.jr.ob.JSON;
import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpContent;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Calls of services of which only a few operations are used, as JSON over HTTP, without the classes
 * that Google generates for each: those of Pub/Sub alone are several megabytes, with gRPC.
 * Thread-safe.
 *
 * <p>What fails, fails with an {@link UncheckedIOException}, whose cause {@link GcpFailure} reads.
 */
public final class GcpCall {

  private static final int MAX_ANSWER = 4 << 20;
  private static final String JSON_TYPE = "application/json; charset=utf-8";

  /** Of a refusal after which a repetition is of use, for calls that may be made twice. */
  private static final Set<String> FOR_NOW =
      Set.of("UNAVAILABLE", "RESOURCE_EXHAUSTED", "INTERNAL");

  private static final String BUSY = "RESOURCE_EXHAUSTED";

  private final GcpAccess access;
  private final Consumer<Duration> pause;

  public GcpCall(GcpAccess access) {
    this(access, GcpCall::sleep);
  }

  /**
   * @param pause how the time before a repetition is spent
   */
  public GcpCall(GcpAccess access, Consumer<Duration> pause) {
    this.access = access;
    this.pause = pause;
  }

  /**
   * An operation that may be made twice without harm.
   *
   * @param service as for {@link GcpAccess#endpoint}
   * @param method such as {@code GET}; {@code PATCH} as well, which the JDK does not know
   * @param path with what follows a question mark, encoded: {@code /v1/projects/p/topics/t}
   * @param input empty for none
   */
  public Map<String, Object> read(
      String service, String method, String path, Map<String, ?> input) {
    return send(service, method, path, input, true);
  }

  /** The same for an operation that is not repeated once it may have begun. */
  public Map<String, Object> write(
      String service, String method, String path, Map<String, ?> input) {
    return send(service, method, path, input, false);
  }

  private Map<String, Object> send(
      String service, String method, String path, Map<String, ?> input, boolean repeatable) {
    long end = System.nanoTime() + access.timeout().toNanos();
    Duration delay = GcpRetries.FIRST_DELAY;
    for (int attempt = 1; ; attempt++) {
      try {
        return once(service, method, path, input);
      } catch (IOException e) {
        if (attempt == GcpRetries.ATTEMPTS
            || !mayRepeat(e, repeatable)
            || System.nanoTime() + delay.toNanos() > end) {
          throw new UncheckedIOException(e);
        }
        pause.accept(delay);
        delay = longer(delay);
      }
    }
  }

  private static Duration longer(Duration delay) {
    Duration doubled = delay.multipliedBy((long) GcpRetries.GROWTH);
    return doubled.compareTo(GcpRetries.LONGEST_DELAY) < 0 ? doubled : GcpRetries.LONGEST_DELAY;
  }

  private static boolean mayRepeat(IOException failure, boolean repeatable) {
    if (failure instanceof CredentialException || failure instanceof SocketTimeoutException) {
      return false;
    }
    if (failure instanceof HttpResponseException) {
      String status = GcpFailure.status(failure).orElse("");
      return status.equals(BUSY) || (repeatable && FOR_NOW.contains(status));
    }
    return repeatable;
  }

  private Map<String, Object> once(String service, String method, String path, Map<String, ?> input)
      throws IOException {
    GenericUrl url = new GenericUrl(address(service) + path, true);
    boolean isPatch = method.equals("PATCH");
    HttpRequest request =
        access
            .requests(service)
            .buildRequest(isPatch ? "POST" : method, url, content(method, input));
    if (isPatch) {
      request.getHeaders().set("X-HTTP-Method-Override", method);
    }
    request.setThrowExceptionOnExecuteError(true);
    HttpResponse response = request.execute();
    try {
      return json(response);
    } finally {
      response.disconnect();
    }
  }

  private String address(String service) {
    String address = access.endpoint(service).toString();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static HttpContent content(String method, Map<String, ?> input) throws IOException {
    return method.equals("GET") || method.equals("DELETE")
        ? null
        : new ByteArrayContent(JSON_TYPE, JSON.std.asBytes(input));
  }

  /** Google answers with JSON, even if it has nothing to say: what is empty was cut off. */
  private static Map<String, Object> json(HttpResponse response) throws IOException {
    byte[] bytes;
    try (InputStream body = response.getContent()) {
      bytes = body == null ? new byte[0] : body.readNBytes(MAX_ANSWER + 1);
    }
    if (bytes.length == 0 || bytes.length > MAX_ANSWER) {
      throw new IOException("an answer that was cut off, or is too long");
    }
    try {
      return JSON.std.mapFrom(bytes);
    } catch (IOException e) { // its text quotes what was sent
      throw new IOException("an answer that is no JSON");
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
