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
   * @param apps the applications
   */
  public record Scope(Optional<String> project, Optional<String> location, List<App> apps) {}

  /**
   * The secrets of an application.
   *
   * @param name the application's
   * @param start how the ids of its secrets begin
   * @param others ids of those that begin otherwise
   */
  public record App(String name, String start, SortedSet<String> others) {}

  /** Lines; those that explain begin with {@code #}. */
  public static List<String> lines(Scope scope) {
    String project = scope.project().orElse("\"$PROJECT\"");
    List<String> lines = new ArrayList<>();
    lines.add(
        "# READER and ROTATOR are service accounts: halfturn@my-project-1.iam.gserviceaccount.com");
    lines.add("# Rights by name, not on single secrets: of one that is not there yet Google says");
    lines.add("# only to who has the right to it that it is not there, and some come later.");
    lines.add("NUMBER=$(gcloud projects describe " + project + " --format='value(projectNumber)')");
    lines.add("# Rights of a reader: a service that exchanges tokens.");
    lines.add(
        "# Google's role Secret Accessor does not suffice: when a version was made is shown.");
    lines.add(role(project, "halfturnReader", READER));
    scope.apps().forEach(app -> lines.add(binding(scope, project, app, "READER", "Reader")));
    lines.add("# Rights of a rotator: who adds, tracks and rotates. Nothing deletes a secret.");
    lines.add(role(project, "halfturnRotator", ROTATOR));
    lines.add(role(project, "halfturnKeeper", KEEPER));
    lines.add(grant(project, "ROTATOR", "Keeper") + " --condition=None");
    scope.apps().forEach(app -> lines.add(binding(scope, project, app, "ROTATOR", "Rotator")));
    if (scope.apps().isEmpty()) {
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

  private static String binding(Scope scope, String project, App app, String who, String role) {
    return grant(project, who, role)
        + " --condition=\"title=halfturn-"
        + app.name()
        + ",expression="
        + expression(scope, app)
        + '"';
  }

  private static String grant(String project, String who, String role) {
    return "gcloud projects add-iam-policy-binding "
        + project
        + " --member=\"serviceAccount:$"
        + who
        + "\" --role=projects/"
        + project
        + "/roles/halfturn"
        + role;
  }

  /**
   * What IAM compares the full name of a secret or a version with.
   *
   * @see <a href="https://cloud.google.com/iam/docs/conditions-resource-attributes">attributes of
   *     resources</a>
   */
  private static String expression(Scope scope, App app) {
    String secrets =
        "projects/$NUMBER"
            + scope.location().map(location -> "/locations/" + location).orElse("")
            + "/secrets/";
    List<String> terms = new ArrayList<>();
    terms.add("resource.name.startsWith('" + secrets + app.start() + "')");
    for (String other : app.others()) {
      terms.add("resource.name=='" + secrets + other + "'");
      terms.add("resource.name.startsWith('" + secrets + other + "/')");
    }
    return String.join(" || ", terms);
  }
}
