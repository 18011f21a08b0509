// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.CredentialEvent;

/**
 * A bean that is told what access tokens notice of stored credentials, on the thread that noticed;
 * see {@link AccessTokens.Builder#listener} for what it must not do.
 */
@FunctionalInterface
public interface CredentialListener {

  /** Something was noticed. */
  void noticed(CredentialEvent event);
}
