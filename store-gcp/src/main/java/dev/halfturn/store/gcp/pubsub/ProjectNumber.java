// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.store.gcp.call.GcpAccess;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The number of a project, by which its service agents are called. Asked for once. */
final class ProjectNumber {

  static final String RIGHT = "resourcemanager.projects.get";

  private static final Pattern NAME = Pattern.compile("projects/([0-9]{1,19})");

  private final String project;
  private Optional<String> number;

  ProjectNumber(String project) {
    this.project = project;
    this.number =
        NAME.matcher("projects/" + project).matches() ? Optional.of(project) : Optional.empty();
  }

  /** Empty if nobody may look. */
  Optional<String> ask(Calls calls) {
    if (number.isEmpty()) {
      try {
        Matcher matcher =
            NAME.matcher(
                String.valueOf(
                    calls
                        .get(GcpAccess.RESOURCE_MANAGER, RIGHT, "/v3/projects/" + project)
                        .get("name")));
        number = matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
      } catch (UncheckedIOException e) {
        if (!Part.is(e, "PERMISSION_DENIED")) {
          throw e;
        }
      }
    }
    return number;
  }
}
