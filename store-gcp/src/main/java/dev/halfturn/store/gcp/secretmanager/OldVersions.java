// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys what is no longer kept, one version with each that is added: every version that is not
 * destroyed is charged. That it cannot be destroyed is told once and harms nothing.
 */
final class OldVersions {

  private static final Logger LOG = LoggerFactory.getLogger(OldVersions.class);

  private final SecretManagerCalls calls;
  private final int kept;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param kept how many, 0 for all
   */
  OldVersions(SecretManagerCalls calls, int kept) {
    this.calls = calls;
    this.kept = kept;
  }

  /** After a version was added that is enabled. */
  void leave(String secret, SecretVersion added) {
    long fallen = Versions.number(added) - kept;
    if (kept == 0 || fallen < 1) {
      return;
    }
    try {
      calls.destroy(secret + "/versions/" + fallen);
    } catch (ApiException e) {
      boolean gone =
          SecretManagerCalls.is(e, SecretManagerCalls.NOT_FOUND)
              || SecretManagerCalls.is(e, SecretManagerCalls.FAILED_PRECONDITION);
      if (!gone && told.compareAndSet(false, true)) {
        LOG.warn(
            "{}: old versions are not destroyed: {}", calls.owner(), calls.failure(e).getMessage());
      }
    }
  }
}
