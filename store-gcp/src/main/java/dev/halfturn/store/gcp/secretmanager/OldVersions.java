// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Destroys what is no longer kept: every version that is not destroyed is charged. All that has
 * fallen out is looked for among the newest after each write, so that what was left once is not
 * left for ever. That it cannot be destroyed is told once and harms nothing.
 */
final class OldVersions {

  private static final Logger LOG = LoggerFactory.getLogger(OldVersions.class);

  private static final int LOOKED_AT = 100;
  private static final int MOST_AT_ONCE = 10;

  private final SecretManagerCalls calls;
  private final int kept;
  private final Predicate<String> isAdopted;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param kept how many, 0 for all
   * @param isAdopted whether a secret is one that others made: all of it is kept
   */
  OldVersions(SecretManagerCalls calls, int kept, Predicate<String> isAdopted) {
    this.calls = calls;
    this.kept = kept;
    this.isAdopted = isAdopted;
  }

  /** After a version was added that is enabled. */
  void leave(String secret, SecretVersion added) {
    long fallen = Versions.number(added) - kept;
    if (kept == 0 || fallen < 1 || isAdopted.test(secret)) {
      return;
    }
    try {
      calls.newestVersions(secret, LOOKED_AT).stream()
          .filter(version -> Versions.number(version) <= fallen && isToDestroy(version))
          .limit(MOST_AT_ONCE)
          .forEach(this::destroy);
    } catch (RuntimeException e) { // whatever it is, the version was added
      if (told.compareAndSet(false, true)) {
        LOG.warn(
            "{}: old versions are not destroyed: {}", calls.owner(), calls.failure(e).getMessage());
      }
    }
  }

  private static boolean isToDestroy(SecretVersion version) {
    return version.getState() != State.DESTROYED && !version.hasScheduledDestroyTime();
  }

  private void destroy(SecretVersion version) {
    try {
      calls.destroy(version);
    } catch (ApiException e) {
      if (!SecretManagerCalls.isOvertaken(e)
          && !SecretManagerCalls.is(e, SecretManagerCalls.NOT_FOUND)) {
        throw e;
      }
    }
  }
}
