// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.gcp.policy.SecretManagerRights.Scope;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SecretManagerRightsTest {

  private static List<String> lines(Optional<String> location, String... secrets) {
    return SecretManagerRights.lines(
        new Scope(Optional.of("my-project-1"), location, new TreeSet<>(List.of(secrets))));
  }

  @Test
  void aReaderMayReadEachSecretAndNothingElse() {
    assertThat(lines(Optional.of("europe-west3"), "erp--lwa--clientsecret"))
        .contains(
            "gcloud secrets add-iam-policy-binding erp--lwa--clientsecret --project=my-project-1"
                + " --location=europe-west3 --member=\"serviceAccount:$READER\""
                + " --role=projects/my-project-1/roles/halfturnReader",
            "gcloud iam roles create halfturnReader --project=my-project-1"
                + " --permissions=secretmanager.versions.access,secretmanager.versions.get");
  }

  @Test
  void nobodyMayDeleteASecretOrSetItsPolicy() {
    assertThat(String.join("\n", lines(Optional.empty(), "a", "b")))
        .contains("--role=projects/my-project-1/roles/halfturnRotator")
        .doesNotContain("secrets.delete", "setIamPolicy", "roles/secretmanager.admin");
  }

  @Test
  void withoutApplicationsItIsSaidWhatIsMissing() {
    assertThat(lines(Optional.empty())).last().asString().startsWith("# Name the applications");
  }
}
