// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.Secret;
import com.google.iam.v1.Policy;
import com.google.protobuf.Timestamp;
import java.util.ArrayList;
import java.util.List;

/** One secret with its versions, oldest first: number n is at n - 1. */
final class FakeSecret {

  private Secret shown;
  private final List<FakeVersion> versions = new ArrayList<>();
  private Policy policy = Policy.getDefaultInstance();

  FakeSecret(Secret shown) {
    this.shown = shown;
  }

  Secret shown() {
    return shown;
  }

  void show(Secret next) {
    shown = next;
  }

  Policy policy() {
    return policy;
  }

  void setPolicy(Policy next) {
    policy = next;
  }

  List<FakeVersion> versions() {
    return versions;
  }

  void add(FakeVersion version) {
    versions.add(version);
  }

  /**
   * @param id a number, an alias, or {@code latest}: the one created last, whatever its state
   * @param late how many of the newest versions {@code latest} does not show yet
   */
  FakeVersion version(String id, int late) {
    long number;
    if (id.equals("latest")) {
      number = versions.size() - (long) late;
    } else if (id.matches("[1-9][0-9]{0,8}")) {
      number = Long.parseLong(id);
    } else {
      number = shown.getVersionAliasesOrDefault(id, 0);
    }
    if (number < 1 || number > versions.size()) {
      throw GcpError.notFound(
          "Secret Version [%s/versions/%s] not found.".formatted(shown.getName(), id));
    }
    return versions.get((int) number - 1);
  }

  void passTime(Timestamp now) {
    versions.forEach(version -> version.passTime(now));
  }
}
