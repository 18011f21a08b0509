// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.endpoint;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Decides whether an address may be sent secrets. Looks nothing up in the network. */
final class EndpointCheck {

  private static final Set<String> AMAZON = amazonHosts();

  // the last label needs a letter: 2852039166, 0xa9fea9fe and 0251.0376.0251.0376 are all
  // 169.254.169.254 to a resolver
  private static final Pattern DNS_NAME =
      Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)*[a-z](?:[a-z0-9-]*[a-z0-9])?");
  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

  private EndpointCheck() {}

  static URI check(String setting, String address, boolean allowCustom) {
    URI uri = parse(setting, address);
    String host = uri.getHost();
    if (host == null) {
      throw refused(setting, "has no host", "write it as https://host");
    }
    host = host.toLowerCase(Locale.ROOT);
    if (uri.getRawUserInfo() != null) {
      throw refused(setting, "holds a user name", "remove everything up to and including the '@'");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(setting, "holds a query or fragment", "end it before '?' or '#'");
    }
    boolean custom = !AMAZON.contains(host);
    if (custom && !allowCustom) {
      throw refused(
          setting,
          "names a host that is not amazon's: '" + host + "'",
          "remove it, or set endpoint.allow-custom if this is a test server");
    }
    boolean loopback = custom && isLoopback(setting, host);
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(scheme.equals("http") && loopback)) {
      throw refused(setting, "is not https", "only a test server on this machine may be http");
    }
    return normal(uri, scheme, host);
  }

  private static URI parse(String setting, String address) {
    try {
      URI uri = new URI(address.strip());
      if (uri.getScheme() == null || uri.isOpaque()) {
        throw refused(setting, "is not an absolute address", "write it as https://host");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw refused(setting, "is not a well-formed address", "write it as https://host");
    }
  }

  private static boolean isLoopback(String setting, String host) {
    if (host.equals("localhost")) {
      return true;
    }
    boolean literal = host.startsWith("[") || IPV4.matcher(host).matches();
    if (!literal) {
      if (!DNS_NAME.matcher(host).matches()) {
        throw refused(setting, "names no legal host", "use a host name or a plain IP address");
      }
      return false;
    }
    InetAddress literalAddress = literal(setting, host);
    if (isForbidden(literalAddress)) {
      throw refused(
          setting,
          "names a link-local or unspecified address: '" + host + "'",
          "such an address is never a token endpoint");
    }
    return literalAddress.isLoopbackAddress();
  }

  private static InetAddress literal(String setting, String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw refused(setting, "names no legal IP address", "use a host name or a plain IP address");
    }
  }

  private static boolean isForbidden(InetAddress address) {
    if (address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    // an IPv4 address embedded in an IPv6 one (compatible, NAT64) reaches the same machine; and
    // fd00:ec2::254 is the metadata service of AWS
    boolean embedded =
        bytes.length == 16
            && Byte.toUnsignedInt(bytes[12]) == 169
            && Byte.toUnsignedInt(bytes[13]) == 254;
    boolean awsMetadata =
        bytes.length == 16
            && Byte.toUnsignedInt(bytes[0]) == 0xfd
            && bytes[1] == 0
            && bytes[2] == 0x0e
            && Byte.toUnsignedInt(bytes[3]) == 0xc2;
    return embedded || awsMetadata;
  }

  private static URI normal(URI uri, String scheme, String host) {
    String path = uri.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return URI.create(scheme + "://" + host + port + path);
  }

  private static Set<String> amazonHosts() {
    Set<String> hosts = new TreeSet<>(Set.of("api.amazon.com"));
    for (SpApiRegion region : SpApiRegion.values()) {
      hosts.add(region.host());
      hosts.add(region.sandboxHost());
    }
    return hosts;
  }

  private static HalfturnException refused(String setting, String what, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.INVALID_ARGUMENT, "ENDPOINT_REFUSED", setting + " " + what)
            .withHint(hint));
  }
}
