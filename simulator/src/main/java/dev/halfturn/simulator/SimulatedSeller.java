// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Instant;

/** One seller's authorization of an application. Thread-safe. */
public final class SimulatedSeller {

  private final Amazon amazon;
  private final SimulatedApp app;
  private final String name;
  private final Region region;
  private final int index;
  private final CallBudget probeBudget =
      new CallBudget(AmazonFacts.PROBE_INTERVAL, AmazonFacts.PROBE_BURST);
  private final CallBudget restrictedBudget =
      new CallBudget(AmazonFacts.RESTRICTED_INTERVAL, AmazonFacts.RESTRICTED_BURST);
  private String refreshToken;
  private long lastRefusedToken;

  SimulatedSeller(
      Amazon amazon, SimulatedApp app, String name, Region region, String refreshToken) {
    this.amazon = amazon;
    this.app = app;
    this.name = name;
    this.region = region;
    this.refreshToken = refreshToken;
    this.index = amazon.register(this);
    amazon.authorize(refreshToken, this, amazon.now());
  }

  public String name() {
    return name;
  }

  public Region region() {
    return region;
  }

  public SimulatedApp app() {
    return app;
  }

  /** The newest refresh token. */
  public String refreshToken() {
    synchronized (amazon) {
      return refreshToken;
    }
  }

  /**
   * The seller takes the authorization back: all refresh tokens and access tokens end. A new
   * authorization is possible.
   */
  public void revoke() {
    synchronized (amazon) {
      amazon.forgetAuthorizations(this);
      lastRefusedToken = amazon.accessTokens().issued();
    }
  }

  /**
   * The seller authorizes again; earlier refresh tokens stay as they are.
   *
   * @return the new refresh token
   */
  public String reauthorize() {
    synchronized (amazon) {
      refreshToken = amazon.randomRefreshToken();
      amazon.authorize(refreshToken, this, amazon.now());
      return refreshToken;
    }
  }

  /** The presented refresh token is replaced; the authorization's age stays. */
  void changeRefreshToken(String presented, Instant authorizedAt) {
    amazon.forgetAuthorization(presented);
    refreshToken = amazon.randomRefreshToken();
    amazon.authorize(refreshToken, this, authorizedAt);
  }

  int index() {
    return index;
  }

  boolean refuses(AccessTokens.Claims token) {
    return token.serial() <= lastRefusedToken;
  }

  CallBudget probeBudget() {
    return probeBudget;
  }

  CallBudget restrictedBudget() {
    return restrictedBudget;
  }

  @Override
  public String toString() {
    return "seller " + name + " of " + app.name() + " in " + region.lowerCase();
  }
}
