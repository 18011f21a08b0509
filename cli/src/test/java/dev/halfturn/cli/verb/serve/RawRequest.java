// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request written by hand, as no well-behaved client would. */
final class RawRequest {

  private static final int MILLIS_AT_MOST = 20_000;

  private final int port;
  private final List<String> lines = new ArrayList<>();

  private RawRequest(int port, String line) {
    this.port = port;
    lines.add(line);
  }

  /** Without any header. */
  static RawRequest bare(int port, String requestLine) {
    return new RawRequest(port, requestLine);
  }

  /** GET, with the headers of a simple client. */
  static RawRequest get(int port, String path) {
    return bare(port, "GET " + path + " HTTP/1.1").with("Host", "127.0.0.1:" + port);
  }

  RawRequest with(String header, String value) {
    lines.add(header + ": " + value);
    return this;
  }

  /** All that comes back until the other end closes. */
  String send() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(MILLIS_AT_MOST);
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of the answer. */
  int status() {
    String answer = send();
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}
