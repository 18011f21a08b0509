// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.serve.http;

import dev.halfturn.cli.serve.http.TokenRule.Shown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides whether a request is answered at all. The first rule that refuses says why. */
final class Gate {

  private static final Set<String> METHODS = Set.of("GET", "HEAD");
  private static final String ALLOW = "GET, HEAD";

  private static final int LONGEST_ADDRESS = 64;

  private final HostRule hosts;
  private final TokenRule token;
  private final Lockout lockout;
  private final Set<String> open;
  private final boolean behindProxy;

  /**
   * @param open paths that anybody may ask for: they say next to nothing
   * @param behindProxy whether the other end of a connection says for whom it asks
   */
  Gate(HostRule hosts, TokenRule token, Lockout lockout, Set<String> open, boolean behindProxy) {
    this.hosts = hosts;
    this.token = token;
    this.lockout = lockout;
    this.open = Set.copyOf(open);
    this.behindProxy = behindProxy;
  }

  /** The refusal; empty if the request may pass. */
  Optional<Answer> refuses(Asked asked) {
    if (asked.target().isAbsolute() || asked.target().getRawAuthority() != null) {
      return Optional.of(Answer.line(400, "ask for a path, not for a whole address"));
    }
    if (!hosts.allows(asked.header("Host"))) {
      return Optional.of(
          Answer.line(421, "this is not the host you asked for; serve.host lists further names"));
    }
    if (!METHODS.contains(asked.method())) {
      return Optional.of(
          Answer.line(405, "only GET and HEAD are answered", Map.of("Allow", ALLOW)));
    }
    if (!CrossSiteRule.allows(asked)) {
      return Optional.of(Answer.line(403, "pages of other sites get no answer"));
    }
    if (Optional.ofNullable(asked.target().getRawQuery())
        .filter(TokenRule::isInQuery)
        .isPresent()) {
      return Optional.of(
          Answer.line(400, "a token does not belong into an address: send it in a header"));
    }
    return token.isNeeded() && !open.contains(asked.target().getPath())
        ? refusesToken(asked)
        : Optional.empty();
  }

  private Optional<Answer> refusesToken(Asked asked) {
    String peer = peer(asked);
    if (lockout.isOut(peer)) {
      return Optional.of(
          Answer.line(429, "too many wrong tokens: wait a minute", Map.of("Retry-After", "60")));
    }
    Shown shown = token.judge(asked);
    if (shown == Shown.RIGHT) {
      return Optional.empty();
    }
    if (shown == Shown.WRONG) {
      lockout.failed(peer);
    }
    return Optional.of(
        Answer.line(
            401,
            shown == Shown.WRONG
                ? "that is not the token"
                : "show the token: as password, or as bearer",
            Map.of("WWW-Authenticate", "Basic realm=\"halfturn\", charset=\"UTF-8\"")));
  }

  /**
   * A proxy adds at the end of the list whom it was asked by; what stands before anybody may say.
   */
  private String peer(Asked asked) {
    List<String> forwarded = asked.headers("X-Forwarded-For");
    if (!behindProxy || forwarded.isEmpty()) {
      return asked.peer();
    }
    String last = forwarded.get(forwarded.size() - 1);
    String whom = last.substring(last.lastIndexOf(',') + 1).strip();
    return whom.length() > LONGEST_ADDRESS ? whom.substring(0, LONGEST_ADDRESS) : whom;
  }
}
