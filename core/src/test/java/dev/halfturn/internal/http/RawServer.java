// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A server on this machine that answers with whatever bytes a test likes. */
public final class RawServer implements AutoCloseable {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

  /** What to do with one request. */
  public interface Script {
    /**
     * Writes one answer.
     *
     * @param number of the request, from 0
     * @param out where the answer goes; close it to end the connection
     */
    void answer(int number, OutputStream out, Socket socket) throws IOException;
  }

  private final String scheme;
  private final ServerSocket server;
  private final Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  private RawServer(String scheme, ServerSocketFactory sockets, Script script) throws IOException {
    this.scheme = scheme;
    this.server = sockets.createServerSocket(0, 300, InetAddress.getLoopbackAddress());
    this.script = script;
    start(this::accept);
  }

  public static RawServer plain(Script script) throws IOException {
    return new RawServer("http", ServerSocketFactory.getDefault(), script);
  }

  public static RawServer tls(SSLContext context, Script script) throws IOException {
    return new RawServer("https", context.getServerSocketFactory(), script);
  }

  /** Answers every request with the same bytes. */
  public static Script always(String answer) {
    return (number, out, socket) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A whole answer with a length. */
  public static String answer(String statusAndHeaders, String body) {
    return "HTTP/1.1 "
        + statusAndHeaders.replace("\n", "\r\n")
        + "\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  public URI uri(String path) {
    return URI.create(scheme + "://localhost:" + server.getLocalPort() + path);
  }

  /** Heads and bodies as received. */
  public List<String> requests() {
    return requests;
  }

  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        start(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String request = read(in); !request.isEmpty(); request = read(in)) {
        int number;
        synchronized (requests) {
          number = requests.size();
          requests.add(request);
        }
        OutputStream out = socket.getOutputStream();
        script.answer(number, out, socket);
        out.flush();
      }
    } catch (IOException gone) {
      // the client hung up, which some tests are about
    }
  }

  private static String read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return "";
      }
      head.append((char) c);
    }
    Matcher length = LENGTH.matcher(head);
    int size = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return head + new String(in.readNBytes(size), StandardCharsets.ISO_8859_1);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
