// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.CandidateSecrets;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Client secrets that only the target of a copy has and that the copy would write over: what
 * happens if it goes the wrong way, from the store of yesterday to the one in use.
 */
final class Overwritten {

  private final Halfturn source;
  private final Halfturn target;
  private final Instant now;

  Overwritten(Halfturn source, Halfturn target, Instant now) {
    this.source = source;
    this.target = target;
    this.now = now;
  }

  /**
   * How many there are; none where the source's client secret is known to be the later one.
   *
   * @param written the entries that the copy would write
   */
  int count(String app, Set<SecretName> written) {
    SecretName current = CredentialNames.clientSecret(app);
    if (isMissing(source, current) || isMissing(target, current) || sourceIsLater(app)) {
      return 0;
    }
    CandidateSecrets there = CandidateSecrets.read(target.secrets(), app, now);
    List<SecretValue> lost = new ArrayList<>();
    if (written.contains(current)) {
      lost.add(there.current());
    }
    if (written.contains(CredentialNames.inbox(app))) {
      lost.addAll(there.inbox());
    }
    if (written.contains(CredentialNames.previous(app))) {
      there.previous().ifPresent(lost::add);
    }
    CandidateSecrets here = CandidateSecrets.read(source.secrets(), app, now);
    lost.removeIf(
        secret ->
            secret.equals(here.current())
                || here.inbox().contains(secret)
                || here.previous().equals(Optional.of(secret)));
    return (int) lost.stream().distinct().count();
  }

  private boolean sourceIsLater(String app) {
    Optional<Instant> here = issued(source, app);
    Optional<Instant> there = issued(target, app);
    return here.isPresent() && there.isPresent() && here.get().isAfter(there.get());
  }

  private static Optional<Instant> issued(Halfturn halfturn, String app) {
    try {
      return halfturn.tracker().status(app).secret().expiry().map(Expiry::issuedAt);
    } catch (HalfturnException e) {
      return Optional.empty(); // what cannot be read is not known
    }
  }

  private static boolean isMissing(Halfturn halfturn, SecretName entry) {
    return halfturn.secrets().find(entry).isEmpty();
  }
}
