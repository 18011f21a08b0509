// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

/**
 * What a caller may be allowed to do with secrets, called as Azure's roles call it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/permissions/security#microsoftkeyvault">the
 *     data actions of Microsoft.KeyVault</a>
 */
public enum VaultRight {
  GET("getSecret/action"),
  SET("setSecret/action"),
  UPDATE("update/action"),
  READ_METADATA("readMetadata/action"),
  DELETE("delete"),
  RECOVER("recover/action"),
  PURGE("purge/action");

  private final String end;

  VaultRight(String end) {
    this.end = end;
  }

  /** The whole name, as a role definition lists it. */
  public String dataAction() {
    return "Microsoft.KeyVault/vaults/secrets/" + end;
  }
}
