// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The one HTTP transport of this module: the JDK's connection, with the length of each body said
 * beforehand. That alone keeps the JDK from sending a POST again by itself when an answer is lost,
 * which the SDK's own client over the same connection lets happen: a write would be made twice,
 * whatever its retries say. Holds nothing, so there is nothing to close.
 */
final class Transport implements SdkHttpClient {

  /** Written by the JDK itself. */
  private static final Set<String> THE_JDKS_OWN = lowerCase("Content-Length", "Host");

  private static final int MAX_REFUSAL = 1 << 20;

  private final Duration timeout;

  /**
   * @param timeout of connecting, and of each wait for a piece of the answer
   */
  Transport(Duration timeout) {
    this.timeout = timeout;
  }

  private static Set<String> lowerCase(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return set;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Exchange(request);
  }

  @Override
  public String clientName() {
    return "HttpURLConnection";
  }

  @Override
  public void close() {
    // connections belong to the JDK
  }

  private final class Exchange implements ExecutableHttpRequest {

    private final HttpExecuteRequest request;
    private volatile HttpURLConnection connection;

    Exchange(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      HttpURLConnection open = open(request.httpRequest());
      connection = open;
      if (request.contentStreamProvider().isPresent()) {
        send(open, request.contentStreamProvider().get().newStream());
      }
      int status = open.getResponseCode();
      if (status != HttpURLConnection.HTTP_NO_CONTENT && !hasLength(open)) {
        throw new IOException("an answer that was cut off in its headers");
      }
      SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
      headers(open).forEach(response::putHeader);
      InputStream body = status >= 400 ? refusal(open) : open.getInputStream();
      return HttpExecuteResponse.builder()
          .response(response.build())
          .responseBody(AbortableInputStream.create(body, this))
          .build();
    }

    /** AWS says how long each answer is; the JDK takes headers that end anywhere. */
    private static boolean hasLength(HttpURLConnection open) {
      return open.getContentLengthLong() >= 0 || open.getHeaderField("Transfer-Encoding") != null;
    }

    /** The JDK passes over the end of a refusal that does not arrive, which then says nothing. */
    private static InputStream refusal(HttpURLConnection open) throws IOException {
      byte[] bytes = new byte[0];
      try (InputStream body = open.getErrorStream()) {
        if (body != null) {
          bytes = body.readNBytes(MAX_REFUSAL);
        }
      }
      if (bytes.length < Math.min(open.getContentLengthLong(), MAX_REFUSAL)) {
        throw new IOException("an answer that was cut off");
      }
      return new ByteArrayInputStream(bytes);
    }

    private HttpURLConnection open(SdkHttpRequest http) throws IOException {
      HttpURLConnection open = (HttpURLConnection) http.getUri().toURL().openConnection();
      open.setConnectTimeout((int) timeout.toMillis());
      open.setReadTimeout((int) timeout.toMillis());
      open.setInstanceFollowRedirects(false);
      open.setUseCaches(false);
      open.setRequestMethod(http.method().name());
      http.forEachHeader(
          (name, values) -> {
            if (!THE_JDKS_OWN.contains(name)) {
              values.forEach(value -> open.addRequestProperty(name, value));
            }
          });
      return open;
    }

    private static void send(HttpURLConnection open, InputStream body) throws IOException {
      byte[] bytes;
      try (body) {
        bytes = body.readAllBytes();
      }
      open.setDoOutput(true);
      open.setFixedLengthStreamingMode(bytes.length);
      try (OutputStream out = open.getOutputStream()) {
        out.write(bytes);
      }
    }

    /** Without the status line, which the JDK gives as a header without a name. */
    private static Map<String, List<String>> headers(HttpURLConnection open) {
      Map<String, List<String>> headers = new LinkedHashMap<>();
      open.getHeaderFields()
          .forEach(
              (name, values) -> {
                if (name != null) {
                  headers.put(name, new ArrayList<>(values));
                }
              });
      return headers;
    }

    @Override
    public void abort() {
      HttpURLConnection open = connection;
      if (open != null) {
        open.disconnect();
      }
    }
  }
}
