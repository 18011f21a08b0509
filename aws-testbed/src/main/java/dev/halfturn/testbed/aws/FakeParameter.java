// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.aws;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** One parameter with its versions. */
final class FakeParameter {

  private static final int MAX_VERSIONS = 100;

  /** One version. */
  static final class Version {
    final long number;
    final Instant modified;
    final String value;
    final Map<String, Object> attributes; // Type, KeyId, Tier, Description, Policies ...
    final TreeSet<String> labels = new TreeSet<>();

    Version(long number, Instant modified, String value, Map<String, Object> attributes) {
      this.number = number;
      this.modified = modified;
      this.value = value;
      this.attributes = Map.copyOf(attributes);
    }

    Object attribute(String name) {
      return attributes.get(name);
    }
  }

  private final String name;
  private final List<Version> versions = new ArrayList<>(); // oldest first

  FakeParameter(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  List<Version> versions() {
    return versions;
  }

  Optional<Version> current() {
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
  }

  Version add(Instant now, String value, Map<String, Object> attributes) {
    if (versions.size() == MAX_VERSIONS) {
      if (!versions.get(0).labels.isEmpty()) {
        throw AwsError.of("ParameterMaxVersionLimitExceeded", "the oldest version has a label");
      }
      versions.remove(0);
    }
    Version version =
        new Version(current().map(c -> c.number).orElse(0L) + 1, now, value, attributes);
    versions.add(version);
    return version;
  }

  /** By what follows the colon: a number or a label; the current one if it is empty. */
  Optional<Version> select(String selector) {
    if (selector.isEmpty()) {
      return current();
    }
    return versions.stream()
        .filter(v -> selector.equals(Long.toString(v.number)) || v.labels.contains(selector))
        .findFirst();
  }

  /** As GetParameter and its kin show it. */
  Map<String, Object> shown(Version version, String selector, boolean decrypted) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("Name", name);
    shown.put("Type", version.attribute("Type"));
    shown.put("Value", decrypted ? version.value : encrypted(version));
    shown.put("Version", version.number);
    if (!selector.isEmpty()) {
      shown.put("Selector", ":" + selector);
    }
    shown.put("LastModifiedDate", seconds(version.modified));
    shown.put("ARN", "arn:aws:ssm:eu-central-1:" + Moto.ACCOUNT + ":parameter" + name);
    shown.put("DataType", "text");
    return shown;
  }

  /** As GetParameterHistory shows it. */
  Map<String, Object> remembered(Version version, boolean decrypted) {
    Map<String, Object> shown = described(version);
    shown.put("Value", decrypted ? version.value : encrypted(version));
    shown.put("Labels", List.copyOf(version.labels));
    return shown;
  }

  /** As DescribeParameters shows it. */
  Map<String, Object> described(Version version) {
    Map<String, Object> shown = new LinkedHashMap<>(version.attributes);
    shown.put("Name", name);
    shown.put("Version", version.number);
    shown.put("LastModifiedDate", seconds(version.modified));
    shown.put("LastModifiedUser", "arn:aws:iam::" + Moto.ACCOUNT + ":user/tester");
    shown.put("DataType", "text");
    return shown;
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  private static String encrypted(Version version) {
    if (!"SecureString".equals(version.attribute("Type"))) {
      return version.value;
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((version.number + version.value).getBytes(StandardCharsets.UTF_8));
      return "AQICAH" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has it", e);
    }
  }
}
