// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Writes answers to one connection. */
final class AnswerWriter {

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int BLOCK = 8192;

  private final OutputStream out;

  AnswerWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Sends one answer.
   *
   * @return whether the connection may serve another request
   */
  boolean write(Answer answer, Instant now) throws IOException {
    Delivery delivery = answer.delivery();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    if (delivery instanceof Delivery.Whole) {
      whole(answer, now, body);
      return true;
    }
    if (delivery instanceof Delivery.GzipBomb bomb) {
      whole(answer, now, gzip(body, bomb.spaces()));
      return true;
    }
    if (delivery instanceof Delivery.Drip drip) {
      out.write(head(answer, now, "Content-Length: " + body.length));
      drip(body, drip.pause());
      return true;
    }
    if (delivery instanceof Delivery.Cut) {
      out.write(head(answer, now, "Content-Length: " + body.length));
      out.write(body, 0, body.length / 2);
    } else if (delivery instanceof Delivery.Padded padded) {
      out.write(head(answer, now, "Connection: close"));
      out.write(body);
      pad(out, padded.spaces());
    }
    out.flush();
    return false;
  }

  private void whole(Answer answer, Instant now, byte[] body) throws IOException {
    out.write(head(answer, now, "Content-Length: " + body.length));
    out.write(body);
    out.flush();
  }

  private void drip(byte[] body, Duration pause) throws IOException {
    for (byte next : body) {
      out.flush();
      Pause.of(pause);
      out.write(next);
    }
    out.flush();
  }

  private static byte[] gzip(byte[] body, long spaces) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream packing = new GZIPOutputStream(packed)) {
      packing.write(body);
      pad(packing, spaces);
    }
    return packed.toByteArray();
  }

  private static void pad(OutputStream to, long spaces) throws IOException {
    byte[] block = " ".repeat(BLOCK).getBytes(StandardCharsets.US_ASCII);
    for (long left = spaces; left > 0; left -= BLOCK) {
      to.write(block, 0, (int) Math.min(left, BLOCK));
    }
  }

  private static byte[] head(Answer answer, Instant now, String framing) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(" \r\n");
    head.append("Date: ").append(HTTP_DATE.format(now)).append("\r\n");
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      head.append(header.getKey()).append(": ").append(header.getValue()).append("\r\n");
    }
    if (answer.status() != 204) {
      head.append(framing).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
