// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import java.util.Optional;

/** Verbs whose command line may be so plain that it needs no parser. */
public final class PlainVerbs {

  private PlainVerbs() {}

  /**
   * The verb with its arguments, if it is such a one: preparing the parser takes longer than what a
   * script asks for each minute.
   */
  public static Optional<Verb> find(String[] args, Invocation invocation) {
    return args.length > 0 && args[0].equals("token")
        ? Token.plain(args, invocation)
        : Optional.empty();
  }
}
