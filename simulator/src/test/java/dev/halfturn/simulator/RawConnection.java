// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One TCP connection to a simulator: shows what really comes over the wire. */
final class RawConnection implements AutoCloseable {

  private final Socket socket;

  RawConnection(AmazonSimulator amazon) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), amazon.origin().getPort());
      socket.setSoTimeout(20_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void endOfRequests() throws IOException {
    socket.shutdownOutput();
  }

  void sendTokenRequest(SimulatedSeller seller) throws IOException {
    StringBuilder form = new StringBuilder("grant_type=refresh_token");
    Map.of(
            "refresh_token", seller.refreshToken(),
            "client_id", seller.app().clientId(),
            "client_secret", seller.app().secret())
        .forEach((name, value) -> form.append('&').append(name).append('=').append(encode(value)));
    send(
        "POST /auth/o2/token HTTP/1.1\r\nHost: amazon\r\nContent-Type: "
            + TestClient.FORM
            + "\r\nContent-Length: "
            + form.length()
            + "\r\n\r\n"
            + form);
  }

  void sendSpApi(String method, String path, String accessToken) throws IOException {
    send(
        method
            + " /na"
            + path
            + " HTTP/1.1\r\nHost: amazon\r\nx-amz-access-token: "
            + accessToken
            + "\r\nContent-Length: 0\r\n\r\n");
  }

  /** Reads until the server closes the connection. */
  byte[] readAll() throws IOException {
    return socket.getInputStream().readAllBytes();
  }

  /** Reads until this many bytes of body have come; the headers come with them. */
  String readWithBody(int bodyLength) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!text(read).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return text(read);
      }
      read.write(next);
    }
    read.writeBytes(in.readNBytes(bodyLength));
    return text(read);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static String encode(String value) {
    return TestClient.encode(value);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
