// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

/** One place from which credentials may come, in the order in which they are asked. */
public enum CredentialLink {
  /** A secret or a certificate among the options. */
  OPTIONS("the options"),
  /** {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID} and a secret or a certificate. */
  ENVIRONMENT("the environment's variables"),
  /** A token that Kubernetes puts into the file {@code AZURE_FEDERATED_TOKEN_FILE}. */
  WORKLOAD_IDENTITY("the workload identity"),
  /** What Azure gives a function, a container or a machine of its own. */
  MANAGED_IDENTITY("the managed identity"),
  /** Who is signed in by {@code az login}. */
  CLI("the command line az");

  private final String label;

  CredentialLink(String label) {
    this.label = label;
  }

  /** What people call it, within a sentence. */
  public String label() {
    return label;
  }
}
