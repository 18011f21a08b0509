// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.SecretValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * The one request that must not be made twice. The length of its body, nothing, is said beforehand:
 * only then does the JDK not send a POST again by itself when a connection breaks. Thread-safe.
 */
final class RotateCall {

  /**
   * Below the address of the Selling Partner API.
   *
   * @see <a
   *     href="https://developer-docs.amazon.com/sp-api/docs/application-management-api-v2023-11-30-reference">rotateApplicationClientSecret</a>
   */
  static final String PATH = "/applications/2023-11-30/clientSecret";

  private static final Authenticator NOBODY = new Authenticator() {};

  private final RotateLimits limits;
  private final Proxy proxy;
  private final Optional<SSLSocketFactory> tls;

  /**
   * @param proxy an HTTP proxy; empty for none, whatever the JVM's properties say
   * @param tls whom to trust; empty for the JDK's own trust store
   */
  RotateCall(
      RotateLimits limits, Optional<InetSocketAddress> proxy, Optional<SSLSocketFactory> tls) {
    this.limits = limits;
    this.proxy = proxy.map(address -> new Proxy(Proxy.Type.HTTP, address)).orElse(Proxy.NO_PROXY);
    this.tls = tls;
  }

  IssuerAnswer send(URI spApi, SecretValue token) {
    HeaderLog.silence();
    String host = spApi.getHost();
    HttpURLConnection connection;
    try {
      connection = open(URI.create(withoutSlash(spApi.toString()) + PATH), token);
    } catch (IOException e) {
      return RotateAnswer.notSent("cannot be asked at " + host);
    }
    CompletableFuture<Void> done = guard(connection);
    try {
      return answer(connection, host, done);
    } finally {
      done.complete(null);
      connection.disconnect();
    }
  }

  private static String withoutSlash(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private HttpURLConnection open(URI uri, SecretValue token) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
    if (connection instanceof HttpsURLConnection https) {
      tls.ifPresent(https::setSSLSocketFactory);
    }
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(0);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setAuthenticator(NOBODY);
    connection.setConnectTimeout((int) limits.connect().toMillis());
    connection.setReadTimeout((int) limits.read().toMillis());
    connection.setRequestProperty("x-amz-access-token", token.revealUtf8());
    connection.setRequestProperty("user-agent", UserAgent.HALFTURN);
    connection.setRequestProperty("accept", "application/json");
    connection.setRequestProperty("connection", "close");
    return connection;
  }

  /** Cuts the connection when the time is over, whatever the other side sends. */
  private CompletableFuture<Void> guard(HttpURLConnection connection) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        done.orTimeout(limits.total().toMillis(), TimeUnit.MILLISECONDS)
            .whenCompleteAsync(
                (nothing, late) -> {
                  if (late != null) {
                    connection.disconnect();
                  }
                });
    return done;
  }

  private static IssuerAnswer answer(
      HttpURLConnection connection, String host, CompletableFuture<Void> done) {
    try {
      connection.connect(); // the way there, a proxy and TLS: nothing of the request goes out
    } catch (IOException e) {
      return RotateAnswer.notSent("there is no connection to " + host);
    }
    int status;
    try {
      connection.getOutputStream().close();
      status = connection.getResponseCode();
    } catch (HttpRetryException e) { // a 401, of which the JDK keeps the body to itself
      status = e.responseCode();
    } catch (SocketTimeoutException e) {
      return RotateAnswer.late(host);
    } catch (IOException e) {
      return done.isDone()
          ? RotateAnswer.late(host)
          : RotateAnswer.lost(host + " broke the connection before it answered");
    }
    IssuerAnswer answer =
        RotateAnswer.of(
            status,
            body(connection, status),
            header(connection, "x-amzn-RequestId"),
            header(connection, "Retry-After"));
    return answer.outcome() == IssuerAnswer.Outcome.UNKNOWN && done.isDone()
        ? RotateAnswer.late(host)
        : answer;
  }

  private static Optional<String> header(HttpURLConnection connection, String name) {
    return Optional.ofNullable(connection.getHeaderField(name));
  }

  /** As much as comes: the status has said what matters. */
  private static String body(HttpURLConnection connection, int status) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
      try (InputStream in = connection.getErrorStream()) {
        if (in != null) {
          body.writeBytes(in.readNBytes(RotateLimits.BODY));
        }
      } catch (IOException e) {
        body.reset();
      }
    }
    return body.toString(StandardCharsets.UTF_8);
  }
}
