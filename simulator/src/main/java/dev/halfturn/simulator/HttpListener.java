// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small HTTP/1.1 server on the loopback address, one thread for each connection.
 *
 * <p>Not the JDK's {@code HttpServer}, because that one overwrites the {@code Date} header with its
 * own time and gives no way to reset a connection: simulated time and broken wires are what this
 * module is for.
 */
final class HttpListener implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
  private static final AtomicInteger THREADS = new AtomicInteger();
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 1024;
  private static final int CLOSE_MILLIS = 5_000;
  private static final int IDLE_MILLIS = 120_000;

  private final ServerSocket server;
  private final boolean secure;
  private final InstantSource clock;
  private final Function<HttpRequest, Answer> handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(HttpListener::thread);
  private final Thread acceptor = thread(this::accept);

  HttpListener(
      int port,
      Optional<SSLContext> tls,
      InstantSource clock,
      Function<HttpRequest, Answer> handler) {
    this.secure = tls.isPresent();
    this.clock = clock;
    this.handler = handler;
    try {
      this.server =
          tls.isPresent()
              ? tls.get().getServerSocketFactory().createServerSocket()
              : new ServerSocket();
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port + " of this machine", e);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "amazon-simulator-" + THREADS.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Begins to accept connections; until then they wait. */
  void start() {
    acceptor.start();
  }

  /** Such as {@code http://127.0.0.1:49152}. */
  String origin() {
    return (secure ? "https" : "http") + "://127.0.0.1:" + server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket connection = server.accept();
        open.add(connection);
        threads.execute(() -> serve(connection));
      } catch (IOException | RejectedExecutionException e) {
        LOG.debug("not accepting a connection: {}", e.toString());
      }
    }
    closeConnections(); // one may have come while the listener was being closed
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      connection.setSoTimeout(IDLE_MILLIS);
      OutputStream out = new BufferedOutputStream(connection.getOutputStream());
      HttpRequestReader requests =
          new HttpRequestReader(new BufferedInputStream(connection.getInputStream()), out);
      AnswerWriter answers = new AnswerWriter(out);
      boolean more = true;
      while (more && !server.isClosed()) {
        Optional<HttpRequest> request = requests.next();
        more = request.isPresent() && serve(connection, request.get(), answers);
      }
    } catch (IOException e) {
      LOG.debug("connection ended: {}", e.toString());
    } finally {
      open.remove(connection);
    }
  }

  private boolean serve(Socket connection, HttpRequest request, AnswerWriter answers)
      throws IOException {
    Answer answer = answer(request);
    if (answer.delivery() instanceof Delivery.Reset) {
      connection.setSoLinger(true, 0);
      return false;
    }
    return answers.write(answer, clock.instant()) && request.keepAlive();
  }

  private Answer answer(HttpRequest request) {
    try {
      return handler.apply(request);
    } catch (RuntimeException e) {
      LOG.error("the simulator failed to answer {}", request, e);
      return Answer.json(500, Json.object("message", "the simulator itself failed, see its log"));
    }
  }

  @Override
  public void close() {
    close(server);
    closeConnections();
    threads.shutdownNow();
    try {
      acceptor.join(CLOSE_MILLIS); // the port is free when nobody waits at it any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeConnections() {
    open.forEach(HttpListener::close);
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      LOG.debug("closing: {}", e.toString());
    }
  }
}
