// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;

/** One version, whose payload never changes and whose state does. */
final class FakeVersion {

  private SecretVersion shown;
  private ByteString data;

  FakeVersion(SecretVersion shown, ByteString data) {
    this.shown = shown;
    this.data = data;
  }

  SecretVersion shown() {
    return shown;
  }

  boolean isEnabled() {
    return shown.getState() == State.ENABLED;
  }

  SecretPayload payload() {
    if (!isEnabled()) {
      throw GcpError.precondition(
          "Secret Version [%s] is in %s state.".formatted(shown.getName(), shown.getState()));
    }
    return SecretPayload.newBuilder().setData(data).setDataCrc32C(Crc32c.of(data)).build();
  }

  /** Sets a state that is not final. */
  SecretVersion set(State state, String etag, String nextEtag) {
    requireChangeable(etag);
    shown = shown.toBuilder().setState(state).clearScheduledDestroyTime().setEtag(nextEtag).build();
    return shown;
  }

  SecretVersion destroy(String etag, String nextEtag, Timestamp now, Duration delay) {
    requireChangeable(etag);
    SecretVersion.Builder next = shown.toBuilder().setEtag(nextEtag);
    if (delay.getSeconds() > 0) {
      next.setState(State.DISABLED).setScheduledDestroyTime(Timestamps.add(now, delay));
    } else {
      next.setState(State.DESTROYED).setDestroyTime(now);
      data = ByteString.EMPTY;
    }
    shown = next.build();
    return shown;
  }

  void passTime(Timestamp now) {
    if (shown.hasScheduledDestroyTime()
        && Timestamps.compare(shown.getScheduledDestroyTime(), now) <= 0) {
      shown =
          shown.toBuilder()
              .setState(State.DESTROYED)
              .setDestroyTime(shown.getScheduledDestroyTime())
              .clearScheduledDestroyTime()
              .build();
      data = ByteString.EMPTY;
    }
  }

  private void requireChangeable(String etag) {
    if (shown.getState() == State.DESTROYED) {
      throw GcpError.precondition("Secret Version [%s] is DESTROYED.".formatted(shown.getName()));
    }
    Etags.require(etag, shown.getEtag());
  }
}
