// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JSON documents in what a command wrote. */
public final class Documents {

  private static final Pattern DOCUMENT =
      Pattern.compile("(?m)^\\{\"schema\":\"halfturn\\.([a-z-]+)/v1\".*$");

  private Documents() {}

  /** Fails if a document is not as its published schema says. */
  public static void requireValid(String output) {
    Matcher found = DOCUMENT.matcher(output);
    while (found.find()) {
      assertThat(Schemas.problems(found.group(1), found.group())).as(found.group()).isEmpty();
    }
  }
}
