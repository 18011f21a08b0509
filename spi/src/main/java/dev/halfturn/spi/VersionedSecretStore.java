// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.Optional;

/** A store that keeps earlier versions of an entry readable for a while. */
public interface VersionedSecretStore extends SecretStore {

  /** The versions that can still be read, newest first; empty if the entry does not exist. */
  List<SecretVersion> versions(SecretName name);

  /** One version; empty if the entry or this version of it does not exist (any more). */
  Optional<StoredSecret> find(SecretName name, String versionId);
}
