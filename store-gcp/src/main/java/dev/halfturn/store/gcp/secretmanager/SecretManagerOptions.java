// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.store.gcp.call.GcpOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The options of {@code gcp-secret-manager}. */
final class SecretManagerOptions {

  /** Wherever Google keeps them. */
  static final String AUTOMATIC = "automatic";

  private static final int MOST_KEPT = 1000;
  private static final int MOST_LABELS = 64;
  private static final int MOST_BYTES = 128;
  private static final Pattern PLACE = Pattern.compile("[a-z]{2,20}(?:-[a-z0-9]{1,20})+");
  private static final Pattern KEY =
      Pattern.compile(
          "projects/[a-z0-9.:-]{1,100}/locations/[a-z0-9-]{1,40}/keyRings/[A-Za-z0-9_-]{1,63}"
              + "/cryptoKeys/[A-Za-z0-9_-]{1,63}");
  private static final Pattern LABEL =
      Pattern.compile(
          "[\\p{Ll}\\p{Lo}][\\p{Ll}\\p{Lo}\\p{N}_-]{0,62}=[\\p{Ll}\\p{Lo}\\p{N}_-]{0,63}");

  static final ConfigOption<String> PREFIX =
      ConfigOption.of(
          "prefix",
          "what the ids of all secrets begin with, before '--': prod-halfturn",
          SecretManagerOptions::prefix);

  static final ConfigOption<Map<String, String>> ALIAS =
      ConfigOption.byName(
          "alias", "secret of this entry, if it is not called as the entry: my-erp_refreshToken");

  static final ConfigOption<List<String>> REPLICATION =
      ConfigOption.of(
              "replication",
              "where new secrets are kept: automatic, or locations with commas between",
              SecretManagerOptions::replication)
          .defaultsTo(AUTOMATIC);

  static final ConfigOption<List<String>> KMS_KEY =
      ConfigOption.of(
          "kms-key",
          "key of Cloud KMS that encrypts new secrets; with several locations one for each",
          SecretManagerOptions::keys);

  static final ConfigOption<Integer> KEEP_VERSIONS =
      ConfigOption.integer(
              "keep-versions",
              "how many versions are kept, of which each costs money; 0 for all",
              0,
              MOST_KEPT)
          .defaultsTo("3");

  static final ConfigOption<Boolean> DESTROY_DELETED =
      ConfigOption.bool(
              "destroy-deleted",
              "whether the versions of a deleted entry are destroyed, not only disabled")
          .defaultsTo("false");

  static final ConfigOption<Map<String, String>> LABELS =
      ConfigOption.of(
          "labels", "labels of new secrets: team=erp,env=prod", SecretManagerOptions::labels);

  static final List<ConfigOption<?>> ALL =
      Stream.concat(
              GcpOptions.ALL.stream(),
              Stream.of(
                  PREFIX, ALIAS, REPLICATION, KMS_KEY, KEEP_VERSIONS, DESTROY_DELETED, LABELS))
          .toList();

  private SecretManagerOptions() {}

  private static String prefix(String text) {
    require(
        SecretIds.isLegalPrefix(text),
        "must be letters, digits and single hyphens or underscores, at most "
            + SecretIds.MAX_PREFIX
            + " in all");
    return text;
  }

  private static List<String> replication(String text) {
    List<String> places = items(text);
    require(
        places.equals(List.of(AUTOMATIC))
            || (!places.isEmpty()
                && places.stream().allMatch(place -> PLACE.matcher(place).matches())),
        "must be automatic, or locations such as europe-west3,europe-west4");
    require(places.stream().distinct().count() == places.size(), "must name no location twice");
    return places;
  }

  private static List<String> keys(String text) {
    List<String> keys = items(text);
    require(
        !keys.isEmpty() && keys.stream().allMatch(key -> KEY.matcher(key).matches()),
        "must look like projects/p/locations/global/keyRings/r/cryptoKeys/k");
    return keys;
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    for (String item : items(text)) {
      require(
          LABEL.matcher(item).matches(),
          "must be lower-case key=value, each of at most 63 characters");
      int equals = item.indexOf('=');
      String before = labels.put(item.substring(0, equals), item.substring(equals + 1));
      require(before == null, "must name no label twice");
    }
    require(labels.size() <= MOST_LABELS, "must be at most " + MOST_LABELS);
    require(
        labels.entrySet().stream()
            .flatMap(label -> Stream.of(label.getKey(), label.getValue()))
            .allMatch(part -> part.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES),
        "must be of at most " + MOST_BYTES + " bytes each");
    return labels;
  }

  private static List<String> items(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static void require(boolean condition, String reason) {
    if (!condition) {
      throw new IllegalArgumentException(reason);
    }
  }
}
