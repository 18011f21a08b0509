// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.blog;

import dev.halfturn.spi.ForeignEntry;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.aws.call.AwsAccess;
import dev.halfturn.store.aws.call.AwsCall;
import dev.halfturn.store.aws.call.AwsFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Finds parameters that somebody made from Amazon's blog post. Names are listed without their
 * values; only values of applications that have a client secret are read. What Halfturn itself
 * keeps under its own names is not listed.
 */
public final class BlogSearch {

  private static final String SERVICE = "ssm";
  private static final int PAGE = 50;
  private static final int BATCH = 10;
  private static final String KEY_OF_THE_ACCOUNT = "alias/aws/ssm";
  private static final String SECRET = "/lwa/clientsecret";
  private static final String RECORD = SECRET + "/rotation";

  private final AwsAccess access;
  private final AwsCall aws;
  private final Function<SecretName, String> rawNames;
  private final String configuredKey;

  /**
   * @param rawNames the parameter in which the store so configured looks for an entry
   * @param configuredKey under which it writes
   */
  public BlogSearch(AwsAccess access, Function<SecretName, String> rawNames, String configuredKey) {
    this.access = access;
    this.aws = new AwsCall(access);
    this.rawNames = rawNames;
    this.configuredKey = configuredKey;
  }

  /** What was found, sorted by the names it would have here. */
  public List<ForeignEntry> find() {
    try {
      Map<String, String> keys = list();
      Map<String, SecretName> wanted = wanted(keys.keySet());
      Map<String, String> values = values(new ArrayList<>(wanted.keySet()));
      List<ForeignEntry> found = new ArrayList<>();
      values.forEach((raw, value) -> found.add(entry(wanted.get(raw), raw, value, keys.get(raw))));
      found.sort(Comparator.comparing(ForeignEntry::name).thenComparing(ForeignEntry::rawName));
      return found;
    } catch (SdkException e) {
      throw AwsFailure.of(access.owner(), "SSM", e);
    }
  }

  /** A parameter keeps the key that its readers may use. */
  private ForeignEntry entry(SecretName name, String raw, String value, String key) {
    Map<String, String> options = new TreeMap<>();
    if (!rawNames.apply(name).equals(raw)) {
      options.put("alias." + name, raw);
    }
    if (!key.equals(KEY_OF_THE_ACCOUNT) && !key.equals(configuredKey)) {
      options.put("kms-key-id", key);
    }
    return new ForeignEntry(name, raw, SecretValue.ofUtf8(value), options);
  }

  /** All that may be of a set, and the key of each. */
  private Map<String, String> list() {
    Map<String, String> keys = new TreeMap<>();
    for (String part : List.of("/lwa/clien", "/refresh")) {
      Optional<String> token = Optional.empty();
      do {
        Map<String, Object> input = new TreeMap<>();
        input.put("MaxResults", PAGE);
        input.put(
            "ParameterFilters",
            List.of(Map.of("Key", "Name", "Option", "Contains", "Values", List.of(part))));
        token.ifPresent(next -> input.put("NextToken", next));
        Map<String, Object> page = aws.read(SERVICE, "AmazonSSM.DescribeParameters", input);
        for (Object parameter : (List<?>) page.getOrDefault("Parameters", List.of())) {
          Map<?, ?> members = (Map<?, ?>) parameter;
          String key = (String) members.get("KeyId");
          keys.put((String) members.get("Name"), key == null ? KEY_OF_THE_ACCOUNT : key);
        }
        token = Optional.ofNullable((String) page.get("NextToken"));
      } while (token.isPresent());
    }
    return keys;
  }

  private static Map<String, SecretName> wanted(Set<String> rawNames) {
    Map<String, SecretName> all = new TreeMap<>();
    rawNames.forEach(raw -> BlogNames.entry(raw).ifPresent(name -> all.put(raw, name)));
    Set<String> withSecret = new HashSet<>();
    Set<String> ofOthers = new HashSet<>();
    all.forEach(
        (raw, name) -> {
          String app = app(name.value());
          if (name.value().endsWith(SECRET)) {
            withSecret.add(app);
          }
          if (!raw.endsWith("/" + name) || !rawNames.contains("/" + app + RECORD)) {
            ofOthers.add(app);
          }
        });
    all.values()
        .removeIf(
            name ->
                !withSecret.contains(app(name.value())) || !ofOthers.contains(app(name.value())));
    return all;
  }

  private static String app(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  private Map<String, String> values(List<String> rawNames) {
    Map<String, String> values = new TreeMap<>();
    for (int i = 0; i < rawNames.size(); i += BATCH) {
      List<String> batch = rawNames.subList(i, Math.min(i + BATCH, rawNames.size()));
      Map<String, Object> answer =
          aws.read(
              SERVICE, "AmazonSSM.GetParameters", Map.of("Names", batch, "WithDecryption", true));
      for (Object parameter : (List<?>) answer.getOrDefault("Parameters", List.of())) {
        Map<?, ?> members = (Map<?, ?>) parameter;
        values.put((String) members.get("Name"), (String) members.get("Value"));
      }
    }
    return values;
  }
}
