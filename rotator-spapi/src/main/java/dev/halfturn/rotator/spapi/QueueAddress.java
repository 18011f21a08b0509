// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a queue is.
 *
 * @param url as SQS calls it: an address that ends in account and name
 * @param account twelve digits
 * @param name of the queue
 */
record QueueAddress(URI url, String account, String name) {

  static final String EXAMPLE =
      "https://sqs.eu-central-1.amazonaws.com/111122223333/halfturn-new-secrets";

  private static final Pattern PATH =
      Pattern.compile("((?:/[\\w.-]{1,80}){0,4})/(\\d{12})/([A-Za-z0-9_-]{1,80}(?:\\.fifo)?)");

  /** {@code sqs.<region>.amazonaws.com}, and how it was called once. */
  private static final Pattern OF_AMAZON =
      Pattern.compile(
          "(?:sqs|sqs-fips)\\.([a-z0-9-]{4,40})\\.(?:amazonaws\\.com(?:\\.cn)?|api\\.aws)"
              + "|([a-z0-9-]{4,40})\\.queue\\.amazonaws\\.com");

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

  static QueueAddress parse(String text) {
    IllegalArgumentException wrong = new IllegalArgumentException("must look like " + EXAMPLE);
    URI url;
    try {
      url = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong;
    }
    if (url.getHost() == null
        || url.getRawPath() == null
        || url.getRawUserInfo() != null
        || url.getRawQuery() != null
        || url.getRawFragment() != null) {
      throw wrong;
    }
    Matcher path = PATH.matcher(url.getRawPath());
    boolean reachable =
        "https".equals(url.getScheme())
            || ("http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost()));
    if (!path.matches() || !reachable) {
      throw wrong;
    }
    return new QueueAddress(url, path.group(2), path.group(3));
  }

  /** The region that the address names. */
  Optional<String> region() {
    Matcher host = OF_AMAZON.matcher(url.getHost().toLowerCase(Locale.ROOT));
    return host.matches()
        ? Optional.of(host.group(1) != null ? host.group(1) : host.group(2))
        : Optional.empty();
  }

  /** Where the service is, unless its region says so: at the address without account and name. */
  Optional<URI> service() {
    if (region().isPresent()) {
      return Optional.empty();
    }
    Matcher path = PATH.matcher(url.getRawPath());
    return Optional.of(
        URI.create(
            url.getScheme()
                + "://"
                + url.getRawAuthority()
                + (path.matches() ? path.group(1) : "")
                + "/"));
  }

  /** Whether it is an emulator or a simulator on this machine, which knows nobody. */
  boolean isOnThisMachine() {
    return THIS_MACHINE.contains(url.getHost());
  }

  boolean isFifo() {
    return name.endsWith(".fifo");
  }

  /** How messages call it. */
  @Override
  public String toString() {
    return "queue " + name;
  }
}
