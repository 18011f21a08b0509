// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The names under which this server may be asked. A page of somebody else whose name was made to
 * lead here (DNS rebinding) asks under that name, and gets nothing.
 */
final class HostRule {

  private final Set<String> allowed = new HashSet<>();

  /**
   * @param bound where it listens
   * @param names further ones; without a port they stand for the usual one, too
   */
  HostRule(InetSocketAddress bound, Collection<String> names) {
    String port = ":" + bound.getPort();
    if (bound.getAddress().isLoopbackAddress()) {
      for (String name : new String[] {"127.0.0.1", "localhost", "[::1]"}) {
        allow(name, port);
      }
    }
    if (!bound.getAddress().isAnyLocalAddress()) {
      allow(literal(bound), port);
    }
    for (String name : names) {
      if (name.contains(":")) {
        allowed.add(name);
      } else {
        allowed.add(name);
        allow(name, port);
      }
    }
  }

  /** A browser leaves out the port of its scheme. */
  private void allow(String name, String port) {
    allowed.add(name + port);
    if (port.equals(":80")) {
      allowed.add(name);
    }
  }

  private static String literal(InetSocketAddress bound) {
    String address = bound.getAddress().getHostAddress();
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    return plain.contains(":") ? "[" + plain + "]" : plain;
  }

  /** Whether the header names this server: exactly, but for upper and lower case. */
  boolean allows(Optional<String> host) {
    return host.map(HostRule::lowerCase).filter(allowed::contains).isPresent();
  }

  /** Whether a page comes from here: the origin of one that was asked for by that host. */
  static boolean isOrigin(String origin, String host) {
    return origin.equals("http://" + lowerCase(host))
        || origin.equals("https://" + lowerCase(host));
  }

  /** Of ASCII only: no other letter may turn into one of a name. */
  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c);
    }
    return lower.toString();
  }
}
