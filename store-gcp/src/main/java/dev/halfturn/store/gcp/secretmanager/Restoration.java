// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.halfturn.store.gcp.secretmanager.SecretManagerCalls.Payload;
import dev.halfturn.store.gcp.secretmanager.SecretWrites.Write;
import java.util.Optional;

/** What is done about a version that was added on top of somebody else's by mistake. */
final class Restoration {

  private final SecretManagerCalls calls;
  private final Looks looks;
  private final SecretReads reads;
  private final SecretWrites writes;

  Restoration(SecretManagerCalls calls, Looks looks, SecretReads reads, SecretWrites writes) {
    this.calls = calls;
    this.looks = looks;
    this.reads = reads;
    this.writes = writes;
  }

  /**
   * Makes the other's value the current one again, unless somebody has written on top by now. If
   * the other's version is not enabled any more, ours is disabled as well: then there is no older
   * one to become current.
   *
   * @param write what was added
   * @param added the version that it became
   */
  void putBack(Write write, SecretVersion added) {
    String secret = write.secret();
    long number = Versions.number(added);
    if (calls
        .version(secret, Versions.LATEST)
        .filter(v -> Versions.number(v) == number)
        .isEmpty()) {
      return;
    }
    Optional<SecretVersion> other = looks.newestEnabled(secret, number);
    Optional<Payload> payload =
        other.flatMap(version -> reads.whole(secret, Long.toString(Versions.number(version))));
    if (payload.isPresent()) {
      writes.add(new Write(write.name(), secret, Payloads.value(payload.get().payload()), number));
    } else {
      disable(added);
    }
  }

  private void disable(SecretVersion version) {
    try {
      calls.disable(version);
    } catch (ApiException e) {
      if (!SecretManagerCalls.isOvertaken(e)) {
        throw calls.failure(e);
      }
    }
  }
}
