// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The least rights that a store of kind {@code aws-secrets-manager} needs, as policy documents of
 * IAM. Nothing is looked up: what is not known is a {@code *}.
 */
public final class SecretsManagerPolicies {

  private static final String ANY = "*";

  /** What AWS adds to the name of each secret in its ARN. */
  private static final String SUFFIX = "-??????";

  /**
   * What the rights are for.
   *
   * @param partition {@code aws} or another
   * @param region {@code eu-central-1} or {@code *}
   * @param account its number or {@code *}
   * @param domain of the partition's services: {@code amazonaws.com}
   * @param secrets names, those that end with {@code *} for all that begin so; or ARNs
   * @param key which encrypts; empty for the key that every account has, which asks for no rights
   */
  public record Scope(
      String partition,
      String region,
      String account,
      String domain,
      List<String> secrets,
      Optional<String> key) {
    public Scope {
      secrets = List.copyOf(secrets);
    }

    private List<String> arns() {
      return secrets.stream().map(this::arn).toList();
    }

    private String arn(String secret) {
      if (secret.startsWith("arn:")) {
        return secret;
      }
      String name = secret.endsWith(ANY) ? secret : secret + SUFFIX;
      return arn("secretsmanager", "secret:" + name);
    }

    private String arn(String service, String resource) {
      return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
  }

  private SecretsManagerPolicies() {}

  /** For a service that reads credentials and exchanges them. */
  public static String reader(Scope scope) {
    return document(
        scope,
        "ReadSecrets",
        List.of("secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"),
        List.of("secretsmanager:BatchGetSecretValue"),
        "kms:Decrypt");
  }

  /** For whoever adds, tracks and rotates credentials. */
  public static String rotator(Scope scope) {
    return document(
        scope,
        "KeepSecrets",
        List.of(
            "secretsmanager:GetSecretValue",
            "secretsmanager:DescribeSecret",
            "secretsmanager:CreateSecret",
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage",
            "secretsmanager:DeleteSecret",
            "secretsmanager:RestoreSecret"),
        List.of("secretsmanager:BatchGetSecretValue", "secretsmanager:ListSecrets"),
        "kms:Decrypt",
        "kms:GenerateDataKey");
  }

  private static String document(
      Scope scope, String id, List<String> actions, List<String> ofAll, String... ofTheKey) {
    List<Map<String, Object>> statements = new ArrayList<>();
    statements.add(IamDocument.allow(id, actions, scope.arns()));
    statements.add(IamDocument.allow("SeveralAtOnce", ofAll, List.of(ANY)));
    scope
        .key()
        .ifPresent(
            key ->
                statements.add(
                    IamDocument.allowKey(
                        "UseTheKey",
                        List.of(ofTheKey),
                        key,
                        scope.arn("kms", "key/"),
                        "secretsmanager." + scope.region() + "." + scope.domain(),
                        "SecretARN",
                        scope.arns())));
    return IamDocument.of(statements);
  }
}
