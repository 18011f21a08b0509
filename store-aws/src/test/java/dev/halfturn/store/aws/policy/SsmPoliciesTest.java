// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.store.aws.policy.SsmPolicies.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SsmPoliciesTest {

  private static final Scope TEMPLATE =
      new Scope(
          "${AWS::Partition}",
          "${AWS::Region}",
          "${AWS::AccountId}",
          "${AWS::URLSuffix}",
          List.of("/${App}/*"),
          Optional.of("${Key.Arn}"),
          false);

  @Test
  void aTemplateMayHaveItsVariablesInThem() {
    assertThat(SsmPolicies.reader(TEMPLATE))
        .contains("arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${App}/*")
        .contains("ssm.${AWS::Region}.${AWS::URLSuffix}")
        .contains("\"${Key.Arn}\"");
  }

  @Test
  void aRotatorThatDoesNotLabelMayNot() {
    assertThat(SsmPolicies.rotator(TEMPLATE))
        .doesNotContain("Label")
        .contains("kms:Encrypt", "kms:GenerateDataKey");
  }
}
