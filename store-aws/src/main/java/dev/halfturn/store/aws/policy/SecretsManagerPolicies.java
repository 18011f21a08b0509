// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.policy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    statements.add(statement(id, actions, scope.arns()));
    statements.add(statement("SeveralAtOnce", ofAll, List.of(ANY)));
    scope.key().ifPresent(key -> statements.add(key(scope, key, List.of(ofTheKey))));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    try {
      return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document);
    } catch (IOException e) {
      throw new AssertionError("maps of texts can be written", e);
    }
  }

  private static Map<String, Object> statement(
      String id, List<String> actions, List<String> resources) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Sid", id);
    statement.put("Effect", "Allow");
    statement.put("Action", actions);
    statement.put("Resource", resources);
    return statement;
  }

  /** The key may be used for these secrets only, and by way of Secrets Manager only. */
  private static Map<String, Object> key(Scope scope, String key, List<String> actions) {
    Map<String, Object> like = new LinkedHashMap<>();
    like.put("kms:ViaService", "secretsmanager." + scope.region() + "." + scope.domain());
    like.put("kms:EncryptionContext:SecretARN", scope.arns());
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("StringLike", like);
    int alias = key.indexOf("alias/");
    String resource = key;
    if (alias >= 0) {
      resource = scope.arn("kms", "key/*");
      conditions.put(
          "ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", key.substring(alias)));
    } else if (!key.startsWith("arn:")) {
      resource = scope.arn("kms", "key/" + key);
    }
    Map<String, Object> statement = statement("UseTheKey", actions, List.of(resource));
    statement.put("Condition", conditions);
    return statement;
  }
}
