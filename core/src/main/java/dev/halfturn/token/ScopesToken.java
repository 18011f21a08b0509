// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

/** The token of one set of scopes. */
final class ScopesToken extends GrantedToken {

  private final Grant.ClientCredentials grant;

  ScopesToken(AppTokens app, Grant.ClientCredentials grant) {
    super(app);
    this.grant = grant;
  }

  /** What distinguishes sets of scopes: scopes hold no white space, and the set is sorted. */
  static String key(Grant.ClientCredentials grant) {
    return String.join(" ", grant.scopes());
  }

  String key() {
    return key(grant);
  }

  @Override
  String subject() {
    return app.name() + " (" + key() + ")";
  }

  @Override
  CachedToken admitted() {
    return app.admit(this);
  }

  @Override
  Grant grant() {
    return grant;
  }

  @Override
  void exchanged(Grant used, TokenReply reply) {
    // such a reply has no refresh token
  }

  @Override
  int generation() {
    return 0; // scopes do not change
  }

  @Override
  boolean isIrreplaceable() {
    return false;
  }

  @Override
  void saveIrreplaceable() {
    // it has no refresh token
  }
}
