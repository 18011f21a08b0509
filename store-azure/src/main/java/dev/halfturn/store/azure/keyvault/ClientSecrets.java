// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import dev.halfturn.spi.SecretName;

/** Which entries are the client secrets of applications. */
final class ClientSecrets {

  private static final String END = "/lwa/clientsecret";

  private ClientSecrets() {}

  static boolean isOne(SecretName name) {
    return name.value().endsWith(END);
  }
}
