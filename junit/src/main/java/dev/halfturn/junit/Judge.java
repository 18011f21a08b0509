// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.SecretOracles;
import dev.halfturn.spi.SecretValue;
import java.util.Optional;

/** Shows the simulated Amazon what a store keeps, so that it judges that at each of its calls. */
final class Judge {

  private final AmazonSimulator amazon;
  private final Secrets secrets;

  /**
   * @param secrets an opening of the store that nobody else uses, so that nobody closes it
   */
  Judge(AmazonSimulator amazon, Secrets secrets) {
    this.amazon = amazon;
    this.secrets = secrets;
  }

  /** Begins with what is there now. */
  void begin() {
    amazon.apps().forEach(app -> amazon.oracles().keptBy(app, () -> kept(app.name())));
    amazon.oracles().check("at the start");
  }

  /** Nobody looks into the store any more. */
  void end() {
    amazon.apps().forEach(amazon.oracles()::forget);
  }

  private SecretOracles.Kept kept(String app) {
    CandidateSecrets stored = CandidateSecrets.read(secrets, app, amazon.now());
    return new SecretOracles.Kept(
        Optional.of(stored.current().revealUtf8()),
        stored.previous().map(SecretValue::revealUtf8),
        stored.inbox().stream().map(SecretValue::revealUtf8).toList());
  }
}
