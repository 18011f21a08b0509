// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.gcp.policy.SecretManagerRights.App;
import dev.halfturn.store.gcp.policy.SecretManagerRights.Scope;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SecretManagerRightsTest {

  private static final String READER =
      "gcloud projects add-iam-policy-binding my-project-1"
          + " --member=\"serviceAccount:$READER\" --role=projects/my-project-1/roles/halfturnReader";

  private static List<String> lines(Optional<String> location, App... apps) {
    return SecretManagerRights.lines(
        new Scope(Optional.of("my-project-1"), location, List.of(apps)));
  }

  private static App erp(String... others) {
    return new App("erp", "erp--", new TreeSet<>(List.of(others)));
  }

  @Test
  void aReaderMayReadTheSecretsOfItsApplicationAndNothingElse() {
    assertThat(lines(Optional.empty(), erp()))
        .contains(
            READER
                + " --condition=\"title=halfturn-erp,expression="
                + "resource.name.startsWith('projects/$NUMBER/secrets/erp--')\"",
            "gcloud iam roles create halfturnReader --project=my-project-1"
                + " --permissions=secretmanager.versions.access,secretmanager.versions.get");
  }

  @Test
  void anAliasIsMeantWhole() {
    assertThat(lines(Optional.of("europe-west3"), erp("amazon")))
        .contains(
            READER
                + " --condition=\"title=halfturn-erp,expression="
                + "resource.name.startsWith('projects/$NUMBER/locations/europe-west3/secrets/erp--')"
                + " || resource.name=='projects/$NUMBER/locations/europe-west3/secrets/amazon'"
                + " || resource.name.startsWith("
                + "'projects/$NUMBER/locations/europe-west3/secrets/amazon/')\"");
  }

  @Test
  void nobodyMayDeleteASecretOrSetItsPolicy() {
    assertThat(String.join("\n", lines(Optional.empty(), erp())))
        .contains("--role=projects/my-project-1/roles/halfturnRotator")
        .doesNotContain("secrets.delete", "setIamPolicy", "roles/secretmanager.admin");
  }

  @Test
  void withoutApplicationsItIsSaidWhatIsMissing() {
    assertThat(lines(Optional.empty())).last().asString().startsWith("# Name the applications");
  }
}
