// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import java.util.List;
import java.util.Optional;

/**
 * Refuses what pages of others ask for. A person who follows a link to the page is let through: the
 * page that the link was on sees nothing of the answer.
 */
final class CrossSiteRule {

  private CrossSiteRule() {}

  static boolean allows(Asked asked) {
    List<String> origins = asked.headers("Origin");
    if (!origins.isEmpty()) {
      Optional<String> origin = asked.header("Origin");
      Optional<String> host = asked.header("Host");
      if (origin.isEmpty() || host.isEmpty() || !HostRule.isOrigin(origin.get(), host.get())) {
        return false;
      }
    }
    List<String> sites = asked.headers("Sec-Fetch-Site");
    if (sites.isEmpty()) {
      return true;
    }
    String site = asked.header("Sec-Fetch-Site").orElse("");
    return site.equals("same-origin") || site.equals("none") || isFollowedLink(asked);
  }

  private static boolean isFollowedLink(Asked asked) {
    return asked.header("Sec-Fetch-Mode").filter("navigate"::equals).isPresent()
        && asked.header("Sec-Fetch-Dest").filter("document"::equals).isPresent()
        && asked.headers("Origin").isEmpty();
  }
}
