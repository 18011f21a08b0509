// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.SecretValue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a daemon shows, to whom, and whom it tells that it lives.
 *
 * @param bind where it listens; port 0 for any that is free
 * @param hosts names under which it is asked for besides that address, lower case, some with a port
 * @param token what whoever asks has to show; nothing if empty
 * @param heartbeat what is called while all is well
 */
public record ServeSettings(
    InetSocketAddress bind,
    List<String> hosts,
    Optional<SecretValue> token,
    Optional<URI> heartbeat) {

  static final String DEFAULT_BIND = "127.0.0.1:7180";

  private static final int SHORTEST_TOKEN = 16;
  private static final int LONGEST_TOKEN = 512;
  private static final int MAX_PORT = 65_535;

  /** No name, which would have to be looked up: an address, or what is one everywhere. */
  private static final Pattern ADDRESS =
      Pattern.compile("([0-9.]{7,15}|\\[[0-9A-Fa-f:.]{2,45}]|localhost):([0-9]{1,5})");

  private static final Pattern HOST = Pattern.compile("[a-z0-9.-]{1,253}(:[0-9]{1,5})?");

  /** What bearer tokens are made of (RFC 6750). */
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/=-]+");

  public ServeSettings {
    Objects.requireNonNull(bind);
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(token);
    Objects.requireNonNull(heartbeat);
  }

  static ServeSettings check(Checks checks) {
    return new ServeSettings(
        checks.read(CoreKeys.SERVE_BIND).orElseGet(() -> address(DEFAULT_BIND)),
        checks.read(CoreKeys.SERVE_HOST).orElse(List.of()),
        checks.readSecret(CoreKeys.SERVE_TOKEN),
        checks.read(CoreKeys.HEARTBEAT_URL));
  }

  static InetSocketAddress address(String text) {
    IllegalArgumentException wrong =
        new IllegalArgumentException("must be an address and a port such as " + DEFAULT_BIND);
    Matcher parts = ADDRESS.matcher(text);
    if (!parts.matches() || Integer.parseInt(parts.group(2)) > MAX_PORT) {
      throw wrong;
    }
    String host = parts.group(1).equals("localhost") ? "127.0.0.1" : parts.group(1);
    try {
      return new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(parts.group(2)));
    } catch (UnknownHostException e) {
      throw wrong;
    }
  }

  static List<String> hosts(String text) {
    List<String> hosts = Parsers.list(text);
    if (!hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
      throw new IllegalArgumentException(
          "must be names of hosts in lower case such as halfturn.example.com, some with :port");
    }
    return hosts;
  }

  static SecretValue token(String text) {
    if (text.length() < SHORTEST_TOKEN || text.length() > LONGEST_TOKEN) {
      throw new IllegalArgumentException(
          "must have " + SHORTEST_TOKEN + " to " + LONGEST_TOKEN + " characters");
    }
    if (!TOKEN.matcher(text).matches()) {
      throw new IllegalArgumentException("may have letters, digits and any of . _ ~ + / = - only");
    }
    return SecretValue.ofUtf8(text);
  }

  static URI heartbeat(String text) {
    IllegalArgumentException wrong =
        new IllegalArgumentException(
            "must be an address with https, or with http on this computer, without user and #");
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong;
    }
    boolean allowed =
        "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isLoopback(uri));
    if (!allowed
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      throw wrong;
    }
    return uri;
  }

  private static boolean isLoopback(URI uri) {
    return List.of("127.0.0.1", "localhost", "[::1]").contains(String.valueOf(uri.getHost()));
  }
}
