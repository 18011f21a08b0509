// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a racing write says about itself, in the parameter's description: after the race everybody
 * can tell from the history who won.
 *
 * @param nonce tells it from that of any other write: SSM keeps a description when a later write
 *     has none
 * @param kind what the write did
 * @param version to which
 */
record Mark(String nonce, Kind kind, VersionId version) {

  enum Kind {
    /** Took this version's place. */
    REPLACES,
    /** Put this version's value back. */
    RESTORES
  }

  private static final Pattern TEXT =
      Pattern.compile("halfturn ([0-9a-f]{16}) (replaces|restores) (\\S{1,40})");

  /** The description. */
  String text() {
    return "halfturn " + nonce + (kind == Kind.REPLACES ? " replaces " : " restores ") + version;
  }

  /** Empty if a description is none of these. */
  static Optional<Mark> parse(String description) {
    Matcher matcher = TEXT.matcher(description);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Kind kind = matcher.group(2).equals("replaces") ? Kind.REPLACES : Kind.RESTORES;
    return VersionId.parse(matcher.group(3))
        .map(version -> new Mark(matcher.group(1), kind, version));
  }
}
