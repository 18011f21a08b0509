// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Versions as the service has them and as everybody else sees them: the id is the number, which is
 * never used again because no secret is ever deleted here.
 */
final class Versions {

  /** The one that was created last, whatever its state. */
  static final String LATEST = "latest";

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private Versions() {}

  /** Empty if an id is none of this store. */
  static OptionalLong number(String id) {
    return NUMBER.matcher(id).matches()
        ? OptionalLong.of(Long.parseLong(id))
        : OptionalLong.empty();
  }

  static long number(com.google.cloud.secretmanager.v1.SecretVersion version) {
    return numberOf(version.getName());
  }

  /** The number at the end of the name of a version. */
  static long numberOf(String name) {
    return Long.parseLong(name.substring(name.lastIndexOf('/') + 1));
  }

  static boolean isEnabled(com.google.cloud.secretmanager.v1.SecretVersion version) {
    return version.getState() == State.ENABLED;
  }

  static dev.halfturn.spi.SecretVersion shown(
      com.google.cloud.secretmanager.v1.SecretVersion version) {
    return new dev.halfturn.spi.SecretVersion(
        Long.toString(number(version)), instant(version.getCreateTime()));
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
