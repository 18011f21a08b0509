// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve;

import dev.halfturn.plugin.ServeSettings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a daemon refuses to begin with. */
public final class Exposure {

  /** With these the JDK writes down what is secret, or talks to whoever says he is Amazon. */
  private static final List<String> UNSAFE =
      List.of(
          "javax.net.debug",
          "jdk.httpclient.HttpClient.log",
          "jdk.internal.httpclient.disableHostnameVerification");

  private Exposure() {}

  /**
   * Other computers are let in only with a token, and through a proxy that speaks TLS.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION} otherwise
   */
  public static void requireGuarded(ServeSettings settings, boolean behindProxy) {
    if (settings.bind().getAddress().isLoopbackAddress()) {
      return;
    }
    if (settings.token().isEmpty() || !behindProxy) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.FAILED_PRECONDITION,
                  "UNGUARDED",
                  "serve.bind lets other computers in, which takes a token and a proxy with TLS")
              .withHint(
                  settings.token().isEmpty()
                      ? "set serve.token-file, and add --behind-proxy if a proxy with TLS is there"
                      : "add --behind-proxy if a proxy with TLS is there, or bind to 127.0.0.1"));
    }
  }

  /**
   * System properties that make the JDK careless stay where they belong: on a desk.
   *
   * @param property by name
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION} if one is set
   */
  public static void requireSafe(Function<String, Optional<String>> property) {
    for (String name : UNSAFE) {
      if (property.apply(name).isPresent()) {
        throw new HalfturnException(
            Problem.of(
                    ErrorCode.FAILED_PRECONDITION,
                    "UNSAFE_JAVA",
                    "the system property " + name + " is set, with which Java gives secrets away")
                .withHint("remove it from HALFTURN_JAVA_OPTS, or add --insecure-debug"));
      }
    }
  }
}
