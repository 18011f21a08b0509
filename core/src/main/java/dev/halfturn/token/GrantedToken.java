// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/** A token that is exchanged for a grant and the application's client secret. */
abstract class GrantedToken extends CachedToken {

  GrantedToken(AppTokens app) {
    super(app);
  }

  /** The grant to send now. */
  abstract Grant grant();

  /** Takes note of what came back for a grant. */
  abstract void exchanged(Grant used, TokenReply reply);

  @Override
  final AccessToken obtain(AppCredential credential) {
    Grant grant = grant();
    TokenReply reply = credential.exchange(grant, keptServes());
    exchanged(grant, reply);
    return reply.token();
  }
}
