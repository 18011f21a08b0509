// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Posts each notice, once for each call. */
final class WebhookNotifier implements Notifier {

  private final String instance;
  private final InstantSource clock;
  private final WebhookCall call;
  private final Format format;
  private final URI source;
  private final Optional<Signature> signature;
  private volatile boolean closed;

  WebhookNotifier(
      String instance,
      InstantSource clock,
      WebhookCall call,
      Format format,
      URI source,
      Optional<Signature> signature) {
    this.instance = instance;
    this.clock = clock;
    this.call = call;
    this.format = format;
    this.source = source;
    this.signature = signature;
  }

  @Override
  public Receipt send(Notice notice) {
    if (closed) {
      throw new HalfturnException(
          Problem.of(ErrorCode.FAILED_PRECONDITION, "notifier '" + instance + "' is closed"));
    }
    Instant now = clock.instant();
    byte[] body = format.body(notice, source, now);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", format.contentType());
    headers.put("Idempotency-Key", notice.id());
    headers.put("User-Agent", "halfturn");
    signature.ifPresent(key -> headers.put(Signature.HEADER, key.of(now, body)));
    int status = call.post(headers, body);
    return new Receipt("HTTP " + status, clock.instant());
  }

  @Override
  public void close() {
    closed = true;
    call.close();
  }
}
