// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The options that say how Azure is reached, the same for all plug-ins of this module. */
public final class AzureOptions {

  /** Where credentials are looked for. */
  enum Source {
    /** Wherever the surroundings offer some, in a fixed order. */
    DEFAULT,
    ENVIRONMENT,
    WORKLOAD_IDENTITY,
    MANAGED_IDENTITY,
    CLI
  }

  static final ConfigOption<Source> CREDENTIAL =
      ConfigOption.oneOf(
              "credential",
              "whose credentials are used: default (the first that the surroundings offer),"
                  + " environment, workload-identity, managed-identity or cli",
              Source.class)
          .defaultsTo("default");

  static final ConfigOption<String> TENANT_ID =
      ConfigOption.of(
          "tenant-id",
          "directory of the application or of the command line's user",
          AzureOptions::directory);

  static final ConfigOption<String> CLIENT_ID =
      ConfigOption.of(
          "client-id",
          "application that has the secret or certificate, or managed identity where a machine has"
              + " several",
          AzureOptions::directory);

  static final ConfigOption<SecretValue> CLIENT_SECRET =
      ConfigOption.secret(
          "client-secret",
          "secret of the application, in place of the credentials of the surroundings, which are"
              + " better");

  static final ConfigOption<Path> CLIENT_CERTIFICATE_PATH =
      ConfigOption.path(
          "client-certificate-path",
          "PEM file with certificate and key of the application, in place of a secret");

  static final ConfigOption<URI> AUTHORITY_HOST =
      ConfigOption.of(
          "authority-host",
          "where tokens are issued, for a sovereign cloud; AZURE_AUTHORITY_HOST unless given, else"
              + " https://login.microsoftonline.com",
          AzureOptions::https);

  static final ConfigOption<Duration> TIMEOUT =
      ConfigOption.of(
              "timeout",
              "how long a call may take; after that it is not repeated, so that the whole takes"
                  + " twice as long at most",
              AzureOptions::timeout)
          .defaultsTo("20s");

  /** All of them, in the order in which they are documented. */
  public static final List<ConfigOption<?>> ALL =
      List.of(
          CREDENTIAL,
          TENANT_ID,
          CLIENT_ID,
          CLIENT_SECRET,
          CLIENT_CERTIFICATE_PATH,
          AUTHORITY_HOST,
          TIMEOUT);

  private static final Pattern DIRECTORY = Pattern.compile("[0-9A-Za-z][0-9A-Za-z.-]{0,127}");
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  private AzureOptions() {}

  /** Whether an address is one of the machine on which this runs: a test bed. */
  public static boolean isThisMachine(URI uri) {
    return THIS_MACHINE.contains(uri.getHost());
  }

  /**
   * An address that begins with {@code https://}, or with {@code http://} on this machine.
   *
   * @throws IllegalArgumentException whose message says so
   */
  public static URI address(String text) {
    URI uri = ConfigOption.uri("address", "").parse(text);
    boolean local = "http".equals(uri.getScheme()) && isThisMachine(uri);
    if (uri.getHost() == null || !(local || "https".equals(uri.getScheme()))) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
    return uri;
  }

  private static URI https(String text) {
    URI uri = address(text);
    if (!"https".equals(uri.getScheme())) {
      throw new IllegalArgumentException("must be an address that begins with https://");
    }
    return uri;
  }

  private static String directory(String text) {
    if (!DIRECTORY.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must look like 11111111-2222-3333-4444-555555555555, or be a domain");
    }
    return text;
  }

  private static Duration timeout(String text) {
    Duration timeout = ConfigOption.parseDuration(text);
    if (timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("must be at most 2m");
    }
    return timeout;
  }

  /**
   * Checks what no single option shows.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if the values contradict one
   *     another
   */
  static void check(PluginConfig config) {
    boolean secret = config.find(CLIENT_SECRET).isPresent();
    boolean certificate = config.find(CLIENT_CERTIFICATE_PATH).isPresent();
    if (secret && certificate) {
      throw contradiction("client-secret and client-certificate-path exclude one another");
    }
    if (!secret && !certificate) {
      return;
    }
    String one = secret ? "client-secret" : "client-certificate-path";
    if (config.find(TENANT_ID).isEmpty() || config.find(CLIENT_ID).isEmpty()) {
      throw contradiction(one + " needs tenant-id and client-id");
    }
    if (config.get(CREDENTIAL) != Source.DEFAULT) {
      throw contradiction("credential and " + one + " exclude one another");
    }
  }

  private static HalfturnException contradiction(String text) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, text)
            .withHint("leave them all out to use the credentials of the surroundings"));
  }
}
