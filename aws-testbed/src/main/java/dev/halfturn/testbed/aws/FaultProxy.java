// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * A network between a client and a server of this machine that can lose what is sent. No connection
 * carries more than one request: each says that it is to be closed.
 */
public final class FaultProxy implements AutoCloseable {

  /** What happens to a connection. */
  public enum Fault {
    NONE,
    /** It is reset before anything is sent on. */
    REFUSED,
    /** The server gets the request and does its work; the answer never comes. */
    ANSWER_LOST,
    /** The same, and half of the answer comes. */
    ANSWER_CUT,
    /** Everything is swallowed, nothing is said. */
    BLACK_HOLE
  }

  private static final int BUFFER = 8192;
  private static final byte[] ONE_REQUEST =
      "Connection: close\r\n".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listening;
  private final int upstream;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile IntFunction<Fault> plan = connection -> Fault.NONE;

  /**
   * @param upstream the server's port on this machine
   */
  public FaultProxy(int upstream) {
    this.upstream = upstream;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /** What happens from now on, by the number of the connection, from 0; one is one request. */
  public void plan(IntFunction<Fault> faults) {
    plan = faults;
    connections.set(0);
  }

  /** The next connection alone. */
  public void once(Fault fault) {
    plan(connection -> connection == 0 ? fault : Fault.NONE);
  }

  /** How many connections there were since the last plan. */
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        Fault fault = plan.apply(connections.getAndIncrement());
        threads.execute(() -> serve(client, fault));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client, Fault fault) {
    try (client) {
      client.setTcpNoDelay(true);
      switch (fault) {
        case REFUSED -> client.setSoLinger(true, 0);
        case BLACK_HOLE -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
        default -> forward(client, fault);
      }
    } catch (IOException e) {
      // one side has gone, which the other one sees
    } finally {
      open.remove(client);
    }
  }

  private void forward(Socket client, Fault fault) throws IOException {
    try (Socket server = new Socket(InetAddress.getLoopbackAddress(), upstream)) {
      server.setTcpNoDelay(true);
      threads.execute(() -> copyRequest(client, server));
      InputStream answer = server.getInputStream();
      byte[] bytes = new byte[BUFFER];
      for (int n = answer.read(bytes); n > 0; n = answer.read(bytes)) {
        if (fault == Fault.ANSWER_LOST) {
          client.setSoLinger(true, 0);
          return;
        }
        if (fault == Fault.ANSWER_CUT) {
          client.getOutputStream().write(bytes, 0, Math.max(1, n / 2));
          client.getOutputStream().flush();
          client.setSoLinger(true, 0);
          return;
        }
        client.getOutputStream().write(bytes, 0, n);
        client.getOutputStream().flush();
      }
    }
  }

  private static void copyRequest(Socket client, Socket server) {
    try {
      InputStream request = client.getInputStream();
      OutputStream out = server.getOutputStream();
      for (int c = request.read(); c >= 0; c = request.read()) {
        out.write(c);
        if (c == '\n') {
          break; // of the first line
        }
      }
      out.write(ONE_REQUEST);
      request.transferTo(out);
      server.shutdownOutput();
    } catch (IOException e) {
      // the answer's side ends it
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
