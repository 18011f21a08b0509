// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

/** What Azure Resource Manager keeps, as its rights and its interface name it. */
enum ResourceKind {
  ACCOUNT("Microsoft.Storage/storageAccounts", "2023-05-01"),
  QUEUE("Microsoft.Storage/storageAccounts/queueServices/queues", "2023-05-01"),
  VAULT("Microsoft.KeyVault/vaults", "2023-07-01"),
  EVENT_SUBSCRIPTION("Microsoft.EventGrid/eventSubscriptions", "2025-02-15");

  private final String type;
  private final String version;

  ResourceKind(String type, String version) {
    this.type = type;
    this.version = version;
  }

  /** A right on it: {@code Microsoft.KeyVault/vaults/read}. */
  String right(String action) {
    return type + "/" + action;
  }

  /** Of the interface. */
  String version() {
    return version;
  }
}
