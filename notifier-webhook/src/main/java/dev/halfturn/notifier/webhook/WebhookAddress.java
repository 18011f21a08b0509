// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.util.Set;

/** Where to post: encrypted, or to this machine. No failure quotes it. */
final class WebhookAddress {

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private WebhookAddress() {}

  static URI of(SecretValue text) {
    URI uri;
    try {
      uri = URI.create(text.revealUtf8());
    } catch (IllegalArgumentException e) {
      throw refused("is no address"); // without the cause, which quotes it
    }
    if (uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw refused("must be an address such as https://host/path, without user or #");
    }
    boolean encrypted = "https".equalsIgnoreCase(uri.getScheme());
    boolean local =
        "http".equalsIgnoreCase(uri.getScheme()) && THIS_MACHINE.contains(uri.getHost());
    if (!encrypted && !local) {
      throw refused("must begin with https://");
    }
    return uri;
  }

  private static HalfturnException refused(String reason) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, "url: " + reason));
  }
}
