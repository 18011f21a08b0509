// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The least rights that a store of kind {@code aws-ssm} needs, as policy documents of IAM. Nothing
 * is looked up: what is not known is a {@code *} or a variable of a template, as the caller says.
 */
public final class SsmPolicies {

  /** For any value: an ARN of any account, a name in any region. */
  public static final String ANY = "*";

  /**
   * What the rights are for.
   *
   * @param partition {@code aws}, or a variable
   * @param region {@code eu-central-1}, {@link #ANY} or a variable
   * @param account its number, {@link #ANY} or a variable
   * @param domain of the partition's services: {@code amazonaws.com}, or a variable
   * @param parameters names that begin with a slash; each may end with {@link #ANY}
   * @param key which encrypts; empty for the key that every account has, which asks for no rights
   * @param labels whether versions are labelled
   */
  public record Scope(
      String partition,
      String region,
      String account,
      String domain,
      List<String> parameters,
      Optional<String> key,
      boolean labels) {
    public Scope {
      parameters = List.copyOf(parameters);
    }

    private String arn(String service, String resource) {
      return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }

    private List<String> parameterArns() {
      return parameters.stream().map(name -> arn("ssm", "parameter" + name)).toList();
    }
  }

  private SsmPolicies() {}

  /** For a service that reads credentials and exchanges them. */
  public static String reader(Scope scope) {
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(
        IamDocument.allow(
            "ReadSecrets",
            List.of("ssm:GetParameter", "ssm:GetParameters"),
            scope.parameterArns()));
    scope.key().ifPresent(key -> statements.add(key(scope, key, "DecryptSecrets", "kms:Decrypt")));
    return IamDocument.of(statements);
  }

  /** For whoever adds, tracks and rotates credentials. */
  public static String rotator(Scope scope) {
    List<String> actions =
        new ArrayList<>(
            List.of(
                "ssm:GetParameter",
                "ssm:GetParameters",
                "ssm:GetParameterHistory",
                "ssm:PutParameter",
                "ssm:DeleteParameter"));
    if (scope.labels()) {
      actions.addAll(List.of("ssm:LabelParameterVersion", "ssm:UnlabelParameterVersion"));
    }
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(IamDocument.allow("KeepSecrets", actions, scope.parameterArns()));
    statements.add(IamDocument.allow("ListNames", List.of("ssm:DescribeParameters"), List.of(ANY)));
    scope
        .key()
        .ifPresent(
            key ->
                statements.add(
                    key(
                        scope,
                        key,
                        "EncryptSecrets",
                        "kms:Decrypt",
                        "kms:Encrypt", // standard parameters
                        "kms:GenerateDataKey"))); // advanced ones, which others may have made
    return IamDocument.of(statements);
  }

  private static Map<String, Object> key(Scope scope, String key, String id, String... actions) {
    return IamDocument.allowKey(
        id,
        List.of(actions),
        key,
        scope.arn("kms", "key/"),
        "ssm." + scope.region() + "." + scope.domain(),
        "PARAMETER_ARN",
        scope.parameterArns());
  }
}
