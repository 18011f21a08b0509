// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Secrets Manager, as far as secrets are written, read, listed and deleted; to be played as {@code
 * secretsmanager}. What AWS may do later it does at once, unless it is told otherwise.
 */
public final class FakeSecretsManager implements AwsService.Operations {

  private static final int MAX_VALUE = 65_536;
  private static final int MAX_BATCH = 20;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
  private static final Pattern VERSION = Pattern.compile(".{32,64}");
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";
  private static final String ARN = "arn:aws:secretsmanager:eu-central-1:" + Moto.ACCOUNT;

  private static final class Version {
    final Object text;
    final Object bytes;
    final Instant created;
    final Set<String> stages = new LinkedHashSet<>();

    Version(Map<String, Object> input, Instant created) {
      this.text = input.get("SecretString");
      this.bytes = input.get("SecretBinary");
      this.created = created;
    }

    boolean holds(Map<String, Object> input) {
      return Objects.equals(text, input.get("SecretString"))
          && Objects.equals(bytes, input.get("SecretBinary"));
    }
  }

  private static final class Secret {
    final Map<String, Version> versions = new LinkedHashMap<>();
    final Map<String, Object> input;
    boolean deleted;

    Secret(Map<String, Object> input) {
      this.input = input;
    }

    Optional<String> bearing(String stage) {
      return versions.entrySet().stream()
          .filter(version -> version.getValue().stages.contains(stage))
          .map(Map.Entry::getKey)
          .findFirst();
    }
  }

  private final Map<String, Secret> secrets = new TreeMap<>();
  private final Set<String> vanishing = new LinkedHashSet<>();
  private final InstantSource clock;
  private int page = 100;

  public FakeSecretsManager(InstantSource clock) {
    this.clock = clock;
  }

  /** From now on lists at most so many at once. */
  public void pagesOf(int size) {
    page = size;
  }

  /** The name of a secret deleted for good cannot be used for a while: until {@link #vanish}. */
  public void isVanishing(String name) {
    vanishing.add(name);
  }

  /** What is deleted for good is gone. */
  public void vanish() {
    vanishing.clear();
  }

  /** The current text of a secret, as a plain reader gets it; null if there is none. */
  public String text(String name) {
    Secret secret = secrets.get(name);
    return secret == null || secret.deleted
        ? null
        : secret.bearing(CURRENT).map(id -> (String) secret.versions.get(id).text).orElse(null);
  }

  /** How many versions a secret has, with those that bear no label. */
  public int versions(String name) {
    return secrets.containsKey(name) ? secrets.get(name).versions.size() : 0;
  }

  /** What was said when a secret was made. */
  public Map<String, Object> made(String name) {
    return secrets.get(name).input;
  }

  @Override
  public Map<String, ?> call(String operation, Map<String, Object> input) {
    return switch (operation) {
      case "CreateSecret" -> create(input);
      case "PutSecretValue" -> put(input);
      case "GetSecretValue" -> get(input);
      case "BatchGetSecretValue" -> batch(input);
      case "UpdateSecretVersionStage" -> move(input);
      case "DescribeSecret" -> describe(input);
      case "ListSecrets" -> list(input);
      case "DeleteSecret" -> delete(input);
      case "RestoreSecret" -> restore(input);
      default -> throw AwsError.of("UnknownOperationException", operation);
    };
  }

  private Map<String, ?> create(Map<String, Object> input) {
    String name = (String) input.get("Name");
    if (!NAME.matcher(name).matches()) {
      throw AwsError.of("InvalidParameterException", "Invalid name.");
    }
    checkSize(input);
    if (vanishing.contains(name)) {
      throw marked();
    }
    Secret there = secrets.get(name);
    if (there != null && there.deleted) {
      throw marked();
    }
    if (there != null) {
      // whether AWS takes the same token again here is nowhere written: the stricter case
      throw AwsError.of("ResourceExistsException", "The secret already exists.");
    }
    Secret made = new Secret(input);
    secrets.put(name, made);
    String token = token(input);
    add(made, token, input, List.of(CURRENT));
    return Map.of("ARN", arn(name), "Name", name, "VersionId", token);
  }

  private Map<String, ?> put(Map<String, Object> input) {
    String name = name(input);
    Secret secret = living(name);
    checkSize(input);
    String token = token(input);
    Version same = secret.versions.get(token);
    if (same != null && !same.holds(input)) {
      throw AwsError.of("ResourceExistsException", "A version with this token exists.");
    }
    if (same == null) {
      @SuppressWarnings("unchecked")
      List<String> stages = (List<String>) input.getOrDefault("VersionStages", List.of(CURRENT));
      add(secret, token, input, stages);
    }
    return Map.of(
        "ARN",
        arn(name),
        "Name",
        name,
        "VersionId",
        token,
        "VersionStages",
        List.copyOf(secret.versions.get(token).stages));
  }

  private void add(Secret secret, String token, Map<String, Object> input, List<String> stages) {
    secret.versions.put(token, new Version(input, clock.instant()));
    stages.forEach(stage -> attach(secret, stage, token));
    if (secret.bearing(CURRENT).isEmpty()) {
      attach(secret, CURRENT, token);
    }
  }

  private static void attach(Secret secret, String stage, String to) {
    Optional<String> from = secret.bearing(stage).filter(id -> !id.equals(to));
    from.ifPresent(id -> secret.versions.get(id).stages.remove(stage));
    secret.versions.get(to).stages.add(stage);
    if (stage.equals(CURRENT)) {
      secret.versions.get(to).stages.remove(PREVIOUS);
      from.ifPresent(id -> attach(secret, PREVIOUS, id));
    }
  }

  private Map<String, Object> get(Map<String, Object> input) {
    String name = name(input);
    Secret secret = living(name);
    String version = (String) input.get("VersionId");
    if (version != null && !VERSION.matcher(version).matches()) {
      throw AwsError.of("InvalidParameterException", "Invalid version.");
    }
    String stage = (String) input.getOrDefault("VersionStage", CURRENT);
    String id = version != null ? version : secret.bearing(stage).orElse("");
    Version found = secret.versions.get(id);
    if (found == null) {
      throw notFound();
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("ARN", arn(name));
    answer.put("Name", name);
    answer.put("VersionId", id);
    answer.put("CreatedDate", found.created.toEpochMilli() / 1000.0);
    answer.put("VersionStages", List.copyOf(found.stages));
    if (found.text != null) {
      answer.put("SecretString", found.text);
    } else {
      answer.put("SecretBinary", found.bytes);
    }
    return answer;
  }

  private Map<String, ?> batch(Map<String, Object> input) {
    List<?> ids = (List<?>) input.get("SecretIdList");
    if (ids.size() > MAX_BATCH) {
      throw AwsError.of("InvalidParameterException", "too many");
    }
    List<Object> found = new ArrayList<>();
    List<Object> errors = new ArrayList<>();
    for (Object id : ids) {
      try {
        found.add(get(Map.of("SecretId", id)));
      } catch (AwsError e) {
        errors.add(Map.of("SecretId", id, "ErrorCode", e.code(), "Message", e.getMessage()));
      }
    }
    return Map.of("SecretValues", found, "Errors", errors);
  }

  private Map<String, ?> move(Map<String, Object> input) {
    String name = name(input);
    Secret secret = living(name);
    String stage = (String) input.get("VersionStage");
    String from = (String) input.get("RemoveFromVersionId");
    String to = (String) input.get("MoveToVersionId");
    String bearer = secret.bearing(stage).orElse(null);
    if ((bearer != null && !bearer.equals(to) && !bearer.equals(from))
        || (from != null && !from.equals(bearer))) {
      throw AwsError.of("InvalidParameterException", "The label is attached to " + bearer);
    }
    if (to != null && !secret.versions.containsKey(to)) {
      throw notFound();
    }
    if (to != null) {
      attach(secret, stage, to);
    } else if (stage.equals(CURRENT)) {
      throw AwsError.of("InvalidParameterException", "AWSCURRENT cannot be taken away");
    } else if (bearer != null) {
      secret.versions.get(bearer).stages.remove(stage);
    }
    return Map.of("ARN", arn(name), "Name", name);
  }

  private Map<String, ?> describe(Map<String, Object> input) {
    String name = name(input);
    Secret secret = existing(name);
    Map<String, Object> answer = new LinkedHashMap<>(Map.of("ARN", arn(name), "Name", name));
    if (secret.deleted) {
      answer.put("DeletedDate", clock.instant().getEpochSecond());
    }
    return answer;
  }

  private Map<String, ?> list(Map<String, Object> input) {
    String beginning = "";
    for (Object filter : (List<?>) input.getOrDefault("Filters", List.of())) {
      beginning = (String) ((List<?>) ((Map<?, ?>) filter).get("Values")).get(0);
    }
    String prefix = beginning;
    List<String> names =
        secrets.keySet().stream()
            .filter(name -> name.startsWith(prefix) && !secrets.get(name).deleted)
            .toList();
    int start = Integer.parseInt((String) input.getOrDefault("NextToken", "0"));
    int size = Math.min(page, ((Number) input.getOrDefault("MaxResults", 100)).intValue());
    int end = Math.min(names.size(), start + size);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(
        "SecretList",
        names.subList(start, end).stream()
            .map(name -> Map.of("Name", name, "ARN", arn(name)))
            .toList());
    if (end < names.size()) {
      answer.put("NextToken", String.valueOf(end));
    }
    return answer;
  }

  private Map<String, ?> delete(Map<String, Object> input) {
    String name = name(input);
    boolean force = Boolean.TRUE.equals(input.get("ForceDeleteWithoutRecovery"));
    Secret secret = secrets.get(name);
    if (force) {
      secrets.remove(name);
    } else if (secret == null) {
      throw notFound();
    } else if (secret.deleted) {
      throw marked();
    } else {
      secret.deleted = true;
    }
    return Map.of("ARN", arn(name), "Name", name);
  }

  private Map<String, ?> restore(Map<String, Object> input) {
    String name = name(input);
    existing(name).deleted = false;
    return Map.of("ARN", arn(name), "Name", name);
  }

  private Secret existing(String name) {
    Secret secret = secrets.get(name);
    if (secret == null) {
      throw notFound();
    }
    return secret;
  }

  private Secret living(String name) {
    Secret secret = existing(name);
    if (secret.deleted) {
      throw marked();
    }
    return secret;
  }

  private static void checkSize(Map<String, Object> input) {
    Object value = input.getOrDefault("SecretString", input.get("SecretBinary"));
    if (value == null || ((String) value).length() > 2 * MAX_VALUE) {
      throw AwsError.of("InvalidParameterException", "no value, or too long");
    }
  }

  private static String token(Map<String, Object> input) {
    String token = (String) input.get("ClientRequestToken");
    if (token == null || !VERSION.matcher(token).matches()) {
      throw AwsError.of("InvalidRequestException", "You must provide a ClientRequestToken value.");
    }
    return token;
  }

  private static String name(Map<String, Object> input) {
    String id = (String) input.get("SecretId");
    return id.startsWith("arn:") ? id.substring(ARN.length() + 8, id.length() - 7) : id;
  }

  /** The ARN of a secret of that name. */
  public static String arn(String name) {
    return ARN + ":secret:" + name + "-AbCdEf";
  }

  private static AwsError notFound() {
    return AwsError.of("ResourceNotFoundException", "Secrets Manager can't find it.");
  }

  private static AwsError marked() {
    return AwsError.of("InvalidRequestException", "It is marked for deletion.");
  }
}
