// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.secrets;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.util.Map;

/** Puts another client secret in the place of an application's current one, and loses none. */
@FunctionalInterface
public interface SecretReplacement {

  /**
   * Replaces the current client secret. At every moment, crashes included and whatever the store
   * can do, each client secret of the application that Amazon may still accept is its current one,
   * its previous one or in its inbox: the one that is replaced becomes the previous one, that goes
   * to the inbox, and what lies in the inbox stays there. The same call again completes what a
   * crash has cut off.
   *
   * @param app the application, which has a client secret
   * @param clientSecret what its client secret is to be; not tried at Amazon
   * @param besides entries to store no later than the client secret, in this order
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code INBOX_FULL}, if
   *     the inbox has no room for what is to be kept, {@code NOT_THE_OWNER}, if another instance
   *     makes the rotations, or {@code ROTATION_UNDER_WAY}, while a new secret that Amazon was
   *     asked for may still arrive; nothing has changed then
   */
  void replace(String app, SecretValue clientSecret, Map<SecretName, SecretValue> besides);
}
