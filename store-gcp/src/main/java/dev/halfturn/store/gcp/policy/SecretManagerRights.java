// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** The rights of a reader and of a rotator, as commands of gcloud to be reviewed and pasted. */
public final class SecretManagerRights {

  /** What a reader does with a secret: only the version itself tells when it was made. */
  public static final List<String> READER =
      List.of("secretmanager.versions.access", "secretmanager.versions.get");

  /** What a rotator does with a secret: all but deleting it. */
  public static final List<String> ROTATOR =
      List.of(
          "secretmanager.secrets.get",
          "secretmanager.secrets.update",
          "secretmanager.versions.access",
          "secretmanager.versions.add",
          "secretmanager.versions.destroy",
          "secretmanager.versions.disable",
          "secretmanager.versions.get",
          "secretmanager.versions.list");

  /** What a rotator does in a project: these know no single secret. */
  public static final List<String> KEEPER =
      List.of("secretmanager.secrets.create", "secretmanager.secrets.list");

  private SecretManagerRights() {}

  /**
   * Whose rights.
   *
   * @param project by its id; empty prints a variable
   * @param location of regional secrets; empty for global ones
   * @param secrets ids of the secrets that hold the applications' entries
   */
  public record Scope(
      Optional<String> project, Optional<String> location, SortedSet<String> secrets) {}

  /** Lines; those that explain begin with {@code #}. */
  public static List<String> lines(Scope scope) {
    String project = scope.project().orElse("\"$PROJECT\"");
    List<String> lines = new ArrayList<>();
    lines.add(
        "# READER and ROTATOR are service accounts: halfturn@my-project-1.iam.gserviceaccount.com");
    lines.add("# Rights of a reader: a service that exchanges tokens.");
    lines.add(
        "# Google's role Secret Accessor does not suffice: when a version was made is shown.");
    lines.add(role(project, "halfturnReader", READER));
    String reader = "projects/" + project + "/roles/halfturnReader";
    scope.secrets().forEach(secret -> lines.add(binding(scope, project, secret, "READER", reader)));
    lines.add("# Rights of a rotator: who adds, tracks and rotates. Nothing deletes a secret.");
    lines.add(role(project, "halfturnRotator", ROTATOR));
    lines.add(role(project, "halfturnKeeper", KEEPER));
    lines.add(
        "gcloud projects add-iam-policy-binding "
            + project
            + " --member=\"serviceAccount:$ROTATOR\" --role=projects/"
            + project
            + "/roles/halfturnKeeper --condition=None");
    String rotator = "projects/" + project + "/roles/halfturnRotator";
    scope
        .secrets()
        .forEach(secret -> lines.add(binding(scope, project, secret, "ROTATOR", rotator)));
    lines.add(
        "# Rights are given to secrets that exist: an owner of the project adds the application,");
    lines.add("# then pastes these lines. The same for the refresh token of each further seller.");
    if (scope.secrets().isEmpty()) {
      lines.add("# Name the applications to get the lines of their secrets.");
    }
    return lines;
  }

  private static String role(String project, String name, List<String> permissions) {
    return "gcloud iam roles create "
        + name
        + " --project="
        + project
        + " --permissions="
        + String.join(",", permissions);
  }

  private static String binding(
      Scope scope, String project, String secret, String who, String role) {
    return "gcloud secrets add-iam-policy-binding "
        + secret
        + " --project="
        + project
        + scope.location().map(location -> " --location=" + location).orElse("")
        + " --member=\"serviceAccount:$"
        + who
        + "\" --role="
        + role;
  }
}
