// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The operations of Secrets Manager that the store needs, and what their refusals mean. Each may be
 * made twice: a version's id is chosen by who writes it, and AWS takes the same version with the
 * same content only once. So all of them are repeated after a lost answer.
 */
final class SecretsApi {

  /** What came of a write. */
  enum Outcome {
    DONE,
    ABSENT,
    EXISTS,
    /** The name belongs to a secret that is marked for deletion. */
    DELETED
  }

  static final int MAX_BATCH = 20;

  private static final String SERVICE = "secretsmanager";
  private static final String SHOWN = "Secrets Manager";
  private static final int PAGE = 100;
  private static final Set<String> WRONG_STAGE =
      Set.of("InvalidParameterException", "InvalidRequestException", "ValidationException");

  private final AwsCall call;
  private final String owner;

  SecretsApi(AwsCall call, String owner) {
    this.call = call;
    this.owner = owner;
  }

  /** The version that bears a label; empty if there is no such secret or label. */
  Optional<Held> get(String secret, Stage stage) {
    return get(secret, Map.of("SecretId", secret, "VersionStage", stage.label()));
  }

  /** One version; empty if it or the secret does not exist. */
  Optional<Held> get(String secret, String version) {
    return get(secret, Map.of("SecretId", secret, "VersionId", version));
  }

  private Optional<Held> get(String secret, Map<String, String> input) {
    try {
      return Optional.of(Held.of(send("GetSecretValue", input)));
    } catch (AwsServiceException e) {
      if (is(e, "ResourceNotFoundException")
          || (is(e, "InvalidRequestException") && isDeleted(secret))) {
        return Optional.empty();
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /**
   * The current versions of at most {@value #MAX_BATCH} secrets, those that exist.
   *
   * @return empty if this caller may not ask for several at once
   */
  Optional<List<Held>> batch(List<String> secrets) {
    List<Held> found = new ArrayList<>();
    Map<String, Object> input = new HashMap<>(Map.of("SecretIdList", secrets));
    try {
      do {
        Map<String, Object> answer = send("BatchGetSecretValue", input);
        objects(answer, "SecretValues").forEach(one -> found.add(Held.of(one)));
        objects(answer, "Errors").forEach(this::judge);
        input.put("NextToken", answer.get("NextToken"));
      } while (input.get("NextToken") != null);
      return Optional.of(found);
    } catch (AwsServiceException e) {
      if (is(e, "AccessDeniedException")) {
        return Optional.empty();
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private void judge(Map<String, Object> error) {
    String code = String.valueOf(error.get("ErrorCode"));
    boolean absent =
        code.equals("ResourceNotFoundException")
            || (code.equals("InvalidRequestException")
                && isDeleted(String.valueOf(error.get("SecretId"))));
    if (!absent) {
      throw failed(
          AwsServiceException.builder()
              .statusCode(400)
              .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
              .build());
    }
  }

  private boolean isDeleted(String secret) {
    try {
      return send("DescribeSecret", Map.of("SecretId", secret)).get("DeletedDate") != null;
    } catch (AwsServiceException e) {
      if (is(e, "ResourceNotFoundException")) {
        return true;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /** The names of the secrets that begin so. */
  List<String> list(String beginning) {
    List<String> names = new ArrayList<>();
    Map<String, Object> input = new HashMap<>(Map.of("MaxResults", PAGE));
    if (!beginning.isEmpty()) {
      input.put("Filters", List.of(Map.of("Key", "name", "Values", List.of(beginning))));
    }
    try {
      do {
        Map<String, Object> answer = send("ListSecrets", input);
        objects(answer, "SecretList").forEach(one -> names.add(String.valueOf(one.get("Name"))));
        input.put("NextToken", answer.get("NextToken"));
      } while (input.get("NextToken") != null);
    } catch (SdkException e) {
      throw failed(e);
    }
    return names;
  }

  /**
   * Makes a secret with its first version.
   *
   * @param token the id of the version
   * @param more what else is to be said of the secret
   */
  Outcome create(
      String secret, String token, Map<String, String> content, Map<String, String> more) {
    Map<String, String> input = new HashMap<>(more);
    input.putAll(content);
    input.put("Name", secret);
    input.put("ClientRequestToken", token);
    try {
      send("CreateSecret", input);
      return Outcome.DONE;
    } catch (AwsServiceException e) {
      if (is(e, "ResourceExistsException")) {
        return get(secret, token).isPresent() ? Outcome.DONE : Outcome.EXISTS;
      }
      if (is(e, "InvalidRequestException")) {
        return Outcome.DELETED;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /**
   * Adds a version to a secret.
   *
   * @param stage the label it gets: {@link Stage#CURRENT} makes it what readers get
   */
  Outcome put(String secret, String token, Map<String, String> content, Stage stage) {
    Map<String, Object> input = new HashMap<>(content);
    input.put("SecretId", secret);
    input.put("ClientRequestToken", token);
    input.put("VersionStages", List.of(stage.label()));
    try {
      send("PutSecretValue", input);
      return Outcome.DONE;
    } catch (AwsServiceException e) {
      if (is(e, "ResourceNotFoundException")) {
        return Outcome.ABSENT;
      }
      if (is(e, "InvalidRequestException") && isDeleted(secret)) {
        return Outcome.DELETED;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /**
   * Makes a version the current one if another still is; atomic.
   *
   * @return false if it no longer was
   */
  boolean promote(String secret, String from, String to) {
    try {
      send(
          "UpdateSecretVersionStage",
          Map.of(
              "SecretId", secret,
              "VersionStage", Stage.CURRENT.label(),
              "RemoveFromVersionId", from,
              "MoveToVersionId", to));
      return true;
    } catch (AwsServiceException e) {
      if (is(e, "ResourceNotFoundException")) {
        return false;
      }
      if (WRONG_STAGE.contains(AwsFailure.name(e))) {
        String current = get(secret, Stage.CURRENT).map(held -> held.version().id()).orElse("");
        if (!current.equals(from)) {
          // an answer was lost, and this is the repetition; somebody may have built on it since
          return current.equals(to)
              || get(secret, Stage.PREVIOUS)
                  .map(held -> held.version().id().equals(to))
                  .orElse(false);
        }
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /** Takes the label of the previous version from a version, so that it can go. */
  void forget(String secret, String version) {
    try {
      send(
          "UpdateSecretVersionStage",
          Map.of(
              "SecretId", secret,
              "VersionStage", Stage.PREVIOUS.label(),
              "RemoveFromVersionId", version));
    } catch (AwsServiceException e) {
      if (!is(e, "ResourceNotFoundException") && !WRONG_STAGE.contains(AwsFailure.name(e))) {
        throw failed(e); // otherwise it does not bear the label, or no longer
      }
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /**
   * Deletes a secret.
   *
   * @param recoveryDays how long it can still be restored; 0 for not at all
   */
  void delete(String secret, int recoveryDays) {
    Map<String, Object> input = new HashMap<>(Map.of("SecretId", secret));
    if (recoveryDays == 0) {
      input.put("ForceDeleteWithoutRecovery", true);
    } else {
      input.put("RecoveryWindowInDays", recoveryDays);
    }
    try {
      send("DeleteSecret", input);
    } catch (AwsServiceException e) {
      if (!is(e, "ResourceNotFoundException")
          && !(is(e, "InvalidRequestException") && isDeleted(secret))) {
        throw failed(e);
      }
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /** Takes the mark of deletion from a secret; false if it has none or is gone for good. */
  boolean restore(String secret) {
    try {
      send("RestoreSecret", Map.of("SecretId", secret));
      return true;
    } catch (AwsServiceException e) {
      if (is(e, "ResourceNotFoundException") || is(e, "InvalidRequestException")) {
        return false;
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private Map<String, Object> send(String operation, Map<String, ?> input) {
    return call.read(SERVICE, "secretsmanager." + operation, input);
  }

  private static boolean is(AwsServiceException refusal, String name) {
    return AwsFailure.name(refusal).equals(name);
  }

  private HalfturnException failed(SdkException e) {
    return AwsFailure.of(owner, SHOWN, e);
  }

  @SuppressWarnings("unchecked") // of an answer in JSON
  private static List<Map<String, Object>> objects(Map<String, Object> answer, String key) {
    Object value = answer.get(key);
    return value == null ? List.of() : (List<Map<String, Object>>) value;
  }
}
