// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.cli.schema.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON: it can be read, a document of ours is as its schema says, and whatever else it is, no
 * member and no right that it names is unknown to our code.
 */
final class JsonProof implements ListingProof {

  /** Called by method and path, or looked at by AWS when something else is called. */
  private static final Set<String> WITHOUT_NAME =
      Set.of(
          "iam:PassRole",
          "scheduler:CreateSchedule",
          "scheduler:DeleteSchedule",
          "scheduler:UpdateSchedule");

  @Override
  public List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    try {
      check(JSON.std.anyFrom(text), problems);
    } catch (IOException e) {
      problems.add("cannot be read as JSON");
    }
    Documents.requireValid(text);
    return problems;
  }

  private static void check(Object value, List<String> problems) {
    if (value instanceof Map<?, ?> map) {
      map.forEach(
          (name, inner) -> {
            if (!SourceText.quotes((String) name)) {
              problems.add("no code of ours has a member " + name);
            }
            if (name.equals("Action")) {
              checkRights(inner, problems);
            }
            check(inner, problems);
          });
    } else if (value instanceof List<?> list) {
      list.forEach(item -> check(item, problems));
    }
  }

  private static void checkRights(Object action, List<String> problems) {
    for (Object right : action instanceof List<?> several ? several : List.of(action)) {
      if (!isNeeded((String) right)) {
        problems.add("no code of ours needs the right " + right);
      }
    }
  }

  /** Whether it is named, or the operation is called by its name. */
  private static boolean isNeeded(String right) {
    String operation = right.replaceFirst(".*:", "");
    String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
    return WITHOUT_NAME.contains(right)
        || SourceText.quotes(right)
        || SourceText.has("." + operation + '"')
        || SourceText.has("." + method);
  }
}
