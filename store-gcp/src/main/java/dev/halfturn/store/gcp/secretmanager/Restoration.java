// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.cloud.secretmanager.v1.SecretVersion;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.gcp.secretmanager.SecretManagerCalls.Payload;
import dev.halfturn.store.gcp.secretmanager.SecretWrites.Write;
import java.util.Optional;

/** What was current before a version was added on top of somebody else's by mistake. */
final class Restoration {

  private final Looks looks;
  private final SecretReads reads;

  Restoration(Looks looks, SecretReads reads) {
    this.looks = looks;
    this.reads = reads;
  }

  /**
   * The value that ours has covered, if its version is still enabled. Those added since the claim
   * are asked for by number, since a list may not show them yet.
   *
   * @param write what was added
   * @param ours the version that it became
   */
  Optional<SecretValue> covered(Write write, SecretVersion ours) {
    String secret = write.secret();
    for (long number = Versions.number(ours) - 1; number > write.before(); number--) {
      Optional<Payload> theirs = reads.ifEnabled(secret, number);
      if (theirs.isPresent()) {
        return theirs.map(read -> Payloads.value(read.payload()));
      }
    }
    return looks
        .newestEnabled(secret, write.before() + 1)
        .flatMap(version -> reads.ifEnabled(secret, Versions.number(version)))
        .map(read -> Payloads.value(read.payload()));
  }
}
