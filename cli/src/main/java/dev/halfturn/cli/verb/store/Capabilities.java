// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.BatchSecretStore;
import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ExpiringSecretStore;
import dev.halfturn.spi.RaceDetectingSecretStore;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.VersionedSecretStore;
import java.util.Map;

/**
 * What a store can do beyond the least, from the interfaces it implements.
 *
 * @param versions earlier versions can be read
 * @param create an entry is created by exactly one of several that try
 * @param compare an entry is changed only if it is still what was read
 * @param detect that somebody else wrote in between is seen afterwards, and mended
 * @param batch several entries are written as one
 * @param expiry an end date stands beside a value, for the service's own console and events
 */
record Capabilities(
    boolean versions,
    boolean create,
    boolean compare,
    boolean detect,
    boolean batch,
    boolean expiry) {

  static Capabilities of(SecretStore store) {
    return new Capabilities(
        store instanceof VersionedSecretStore,
        store instanceof CreateOnlySecretStore,
        store instanceof ConditionalSecretStore,
        store instanceof RaceDetectingSecretStore,
        store instanceof BatchSecretStore,
        store instanceof ExpiringSecretStore);
  }

  Map<String, Object> members() {
    Map<String, Object> members = JsonText.object();
    members.put("versions", versions);
    members.put("create", create);
    members.put("compare", compare);
    members.put("detect", detect);
    members.put("batch", batch);
    members.put("expiry", expiry);
    return members;
  }

  /** How far two that rotate at once are kept apart. */
  String claim() {
    return compare ? "yes" : create ? "create only" : detect ? "seen after" : "-";
  }
}
