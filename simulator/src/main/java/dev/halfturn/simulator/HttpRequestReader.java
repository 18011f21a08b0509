// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads HTTP/1.x requests from one connection, one after another. */
final class HttpRequestReader {

  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_BODY = 1 << 20;

  private final InputStream in;
  private final OutputStream out;

  /**
   * A reader of one connection.
   *
   * @param out for the interim answer that clients wait for who send {@code Expect: 100-continue}
   */
  HttpRequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Waits for the next request.
   *
   * @return empty when the client is done
   * @throws IOException if the connection broke, or what came is no HTTP or exceeds the limits
   */
  Optional<HttpRequest> next() throws IOException {
    Optional<String> requestLine = line();
    if (requestLine.isEmpty()) {
      return Optional.empty();
    }
    String[] parts = requestLine.get().split(" ", -1);
    if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
      throw new IOException("not an HTTP/1 request");
    }
    Map<String, List<String>> headers = headers();
    byte[] body = body(headers);
    return Optional.of(
        new HttpRequest(
            parts[0],
            parts[1].split("\\?", 2)[0],
            keepsAlive(parts[2], headers),
            Map.copyOf(headers),
            new String(body, StandardCharsets.UTF_8)));
  }

  private static boolean keepsAlive(String version, Map<String, List<String>> headers) {
    String connection = first(headers, "connection").orElse("").toLowerCase(Locale.ROOT);
    return version.equals("HTTP/1.0")
        ? connection.contains("keep-alive")
        : !connection.contains("close");
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new HashMap<>();
    for (int count = 0; count <= MAX_HEADERS; count++) {
      String line = line().orElseThrow(EOFException::new);
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header line");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    throw new IOException("too many headers");
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    if (first(headers, "expect").filter("100-continue"::equalsIgnoreCase).isPresent()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    if (first(headers, "transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return chunks();
    }
    return exactly(size(first(headers, "content-length").orElse("0"), 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String sizeLine = line().orElseThrow(EOFException::new);
      int size = size(sizeLine.split(";", 2)[0].strip(), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      body.writeBytes(exactly(size));
      if (body.size() > MAX_BODY) {
        throw new IOException("request body too large");
      }
      line();
    }
  }

  private static int size(String number, int radix) throws IOException {
    try {
      int size = Integer.parseInt(number, radix);
      if (size >= 0 && size <= MAX_BODY) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new IOException("not a length", e);
    }
    throw new IOException("request body too large");
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** One line without its end; empty at the end of the stream. */
  private Optional<String> line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (line.size() == MAX_LINE) {
        throw new IOException("request line or header too long");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return Optional.of(line.toString(StandardCharsets.ISO_8859_1));
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
