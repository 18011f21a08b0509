// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that misbehaves below HTTP, in the same way on each connection. */
final class RawReceiver implements AutoCloseable {

  /** What it does when something was sent. */
  interface Behaviour {
    void on(Socket connection) throws IOException;
  }

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)");

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicInteger connections = new AtomicInteger();

  RawReceiver(Behaviour behaviour) throws IOException {
    Thread thread = new Thread(() -> accept(behaviour), "raw-receiver");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getLocalPort() + Receiver.PATH;
  }

  int connections() {
    return connections.get();
  }

  private void accept(Behaviour behaviour) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        connections.incrementAndGet();
        readRequest(connection.getInputStream());
        behaviour.on(connection);
      } catch (IOException e) {
        // the other side has gone, or this one is closing
      }
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("gone");
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head);
    in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
