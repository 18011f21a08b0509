// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.protobuf.ByteString;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/** What goes wrong without a refusal, and limits that a service may choose. Thread-safe. */
final class Faults {

  private final AtomicInteger damagedReads = new AtomicInteger();
  private final AtomicInteger damagedWrites = new AtomicInteger();
  private volatile boolean ignoringChecksums;
  private volatile int longestPage = Pages.MOST;
  private volatile BiPredicate<String, String> permitted = (permission, resource) -> true;

  void damageReads(int times) {
    damagedReads.set(times);
  }

  void damageWrites(int times) {
    damagedWrites.set(times);
  }

  void ignoreChecksums(boolean ignoring) {
    ignoringChecksums = ignoring;
  }

  void longestPage(int most) {
    longestPage = most;
  }

  int longestPage() {
    return longestPage;
  }

  void permit(BiPredicate<String, String> which) {
    permitted = which;
  }

  boolean isPermitted(String permission, String resource) {
    return permitted.test(permission, resource);
  }

  AddSecretVersionRequest arrived(AddSecretVersionRequest request) {
    AddSecretVersionRequest.Builder arrived = request.toBuilder();
    if (isDue(damagedWrites)) {
      arrived.getPayloadBuilder().setData(damaged(request.getPayload()));
    }
    if (ignoringChecksums) {
      arrived.getPayloadBuilder().clearDataCrc32C();
    }
    return arrived.build();
  }

  AccessSecretVersionResponse accessed(AccessSecretVersionResponse response) {
    if (!isDue(damagedReads)) {
      return response;
    }
    AccessSecretVersionResponse.Builder damaged = response.toBuilder();
    damaged.getPayloadBuilder().setData(damaged(response.getPayload()));
    return damaged.build();
  }

  private static boolean isDue(AtomicInteger left) {
    return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  private static ByteString damaged(SecretPayload payload) {
    byte[] bytes = payload.getData().toByteArray();
    bytes[0] ^= 1;
    return ByteString.copyFrom(bytes);
  }
}
