// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import dev.halfturn.internal.http.HttpFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * Blocking HTTP calls. Thread-safe.
 *
 * <p>No redirects, no cache, no passwords of anybody's {@link Authenticator}, no proxy unless
 * given, no compression: the answer is what the addressee sent, at most as long and as large as the
 * limits say. The JDK may send a request again when a kept connection turns out to be closed, so
 * only requests that may be repeated are for this class.
 *
 * <p>{@code HttpsURLConnection} rather than {@code java.net.http}: a process that makes one call is
 * done in half the time, and many calls at once each keep one connection of their own, as far as
 * the property {@code http.maxConnections} lets the JDK keep them: five unless whoever starts the
 * process says more.
 */
public final class HttpCall {

  private static final Authenticator NOBODY = new Authenticator() {};

  private final HttpLimits limits;
  private final Proxy proxy;
  private final Optional<SSLContext> trust;
  private volatile SSLSocketFactory tls;

  /**
   * @param proxy an HTTP proxy; empty for none, whatever the JVM's properties say
   * @param tls whom to trust; empty for the JDK's own trust store
   */
  public HttpCall(HttpLimits limits, Optional<InetSocketAddress> proxy, Optional<SSLContext> tls) {
    this.limits = Objects.requireNonNull(limits);
    this.proxy = proxy.map(address -> new Proxy(Proxy.Type.HTTP, address)).orElse(Proxy.NO_PROXY);
    this.trust = Objects.requireNonNull(tls);
  }

  /** Fetches. */
  public HttpReply get(URI uri, Map<String, String> headers) throws HttpFailure {
    return call(uri, "GET", headers, new byte[0]);
  }

  /** Sends a body; the caller may wipe it afterwards. */
  public HttpReply post(URI uri, Map<String, String> headers, byte[] body) throws HttpFailure {
    return call(uri, "POST", headers, body);
  }

  private HttpReply call(URI uri, String method, Map<String, String> headers, byte[] body)
      throws HttpFailure {
    JdkHttpLog.silence();
    try (Deadline deadline = Deadline.in(limits.total())) {
      HttpURLConnection connection = null;
      boolean whole = false;
      try {
        connection = open(uri, method, headers);
        HttpReply reply =
            hasDeadlineSocket(connection)
                ? exchange(connection, body, deadline)
                : exchangeAside(connection, body, deadline);
        whole = true;
        return reply;
      } catch (IOException e) {
        throw failure(uri.getHost(), e, deadline);
      } finally {
        if (connection != null && !whole) {
          cut(connection, deadline);
        }
      }
    }
  }

  private HttpURLConnection open(URI uri, String method, Map<String, String> headers)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxy);
    if (uri.getScheme().equals("https")) {
      ((HttpsURLConnection) connection).setSSLSocketFactory(tls());
    }
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setAuthenticator(NOBODY);
    connection.setConnectTimeout((int) limits.connect().toMillis());
    connection.setReadTimeout((int) limits.read().toMillis());
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  /**
   * Made when it is first needed, because reading the JDK's trust store takes a while; one for all
   * calls, because connections are kept for the factory they were made by.
   */
  private SSLSocketFactory tls() {
    SSLSocketFactory made = tls;
    if (made == null) {
      synchronized (this) {
        made = tls;
        if (made == null) {
          made =
              new StrictTls(
                  trust
                      .map(SSLContext::getSocketFactory)
                      .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault()));
          tls = made;
        }
      }
    }
    return made;
  }

  private HttpReply exchange(HttpURLConnection connection, byte[] body, Deadline deadline)
      throws IOException, HttpFailure {
    if (body.length > 0) {
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    int status = connection.getResponseCode();
    if (status < 0) {
      throw new HttpFailure(Kind.UNREADABLE, "the answer is not http");
    }
    return new HttpReply(status, headers(connection), body(connection, status, deadline));
  }

  /**
   * Without a {@link DeadlineSocket} nothing ends a read in time whose peer sends a byte now and
   * then, so another thread reads, and is left alone with it when the time is over.
   */
  private HttpReply exchangeAside(HttpURLConnection connection, byte[] body, Deadline deadline)
      throws IOException, HttpFailure {
    // else the JDK, told to disconnect, first reads the rest of the answer
    connection.setRequestProperty("connection", "close");
    FutureTask<HttpReply> exchange = new FutureTask<>(() -> exchange(connection, body, deadline));
    start("halfturn-http", exchange);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return exchange.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // a socket takes no notice either
        }
      }
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("deadline");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HttpFailure failure) {
        throw failure;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void cut(HttpURLConnection connection, Deadline deadline) {
    if (hasDeadlineSocket(connection)) {
      deadline.cut();
      connection.disconnect();
    } else {
      start("halfturn-http-cut", connection::disconnect); // which may wait for who reads
    }
  }

  private static void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Not so with plain http, which only a test server on this machine may speak, or a proxy. */
  private boolean hasDeadlineSocket(HttpURLConnection connection) {
    return connection instanceof HttpsURLConnection && proxy.type() == Proxy.Type.DIRECT;
  }

  private static Map<String, String> headers(HttpURLConnection connection) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : connection.getHeaderFields().entrySet()) {
      if (header.getKey() != null) {
        headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue().get(0));
      }
    }
    return headers;
  }

  private byte[] body(HttpURLConnection connection, int status, Deadline deadline)
      throws IOException, HttpFailure {
    long announced = connection.getContentLengthLong();
    if (announced > limits.body()) {
      throw tooLarge();
    }
    InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (in == null) {
      return new byte[0];
    }
    byte[] body = readAll(in, deadline);
    if (announced > body.length && status != 204 && status != 304) {
      throw new HttpFailure(Kind.BROKEN, "the answer ends in the middle");
    }
    in.close(); // only now: closed earlier, the JDK would read the rest at the sender's pace
    return body;
  }

  private byte[] readAll(InputStream in, Deadline deadline) throws IOException, HttpFailure {
    ByteArrayOutputStream body = new ByteArrayOutputStream(2048);
    byte[] room = new byte[8192];
    for (int n = in.read(room); n >= 0; n = in.read(room)) {
      if (body.size() + n > limits.body()) {
        throw tooLarge();
      }
      body.write(room, 0, n);
      deadline.check();
    }
    return body.toByteArray();
  }

  private HttpFailure tooLarge() {
    return new HttpFailure(
        Kind.UNREADABLE, "the answer is larger than " + limits.body() + " bytes");
  }

  private static HttpFailure failure(String host, IOException e, Deadline deadline) {
    if (e instanceof SocketTimeoutException || deadline.leftMillis() == 0) {
      return new HttpFailure(Kind.TIMEOUT, "no whole answer from " + host + " in time");
    }
    if (e instanceof UnknownHostException) {
      return new HttpFailure(Kind.BROKEN, "the host name " + host + " is unknown");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return new HttpFailure(Kind.BROKEN, "no connection to " + host);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return new HttpFailure(Kind.UNTRUSTED, "the certificate of " + host + " is not trusted");
      }
    }
    return new HttpFailure(
        Kind.BROKEN, "the connection to " + host + " broke (" + e.getClass().getSimpleName() + ")");
  }
}
