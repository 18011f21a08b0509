// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.util.Optional;

/**
 * The operations that are played, called as the reference calls them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups">the REST
 *     reference of Key Vault secrets</a>
 */
public enum VaultOperation {
  SET_SECRET(VaultRight.SET),
  GET_SECRET(VaultRight.GET),
  UPDATE_SECRET(VaultRight.UPDATE),
  GET_SECRETS(VaultRight.READ_METADATA),
  GET_SECRET_VERSIONS(VaultRight.READ_METADATA),
  DELETE_SECRET(VaultRight.DELETE),
  GET_DELETED_SECRET(VaultRight.READ_METADATA),
  GET_DELETED_SECRETS(VaultRight.READ_METADATA),
  RECOVER_DELETED_SECRET(VaultRight.RECOVER),
  PURGE_DELETED_SECRET(VaultRight.PURGE);

  private final VaultRight right;

  VaultOperation(VaultRight right) {
    this.right = right;
  }

  /** What a caller needs for it. */
  public VaultRight right() {
    return right;
  }

  /** Which one a request asks for; empty if it is none of these. */
  static Optional<VaultOperation> of(VaultRequest request) {
    int segments = request.segments().size();
    return Optional.ofNullable(
        switch (request.method() + " " + request.segment(0)) {
          case "PUT secrets" -> segments == 2 ? SET_SECRET : null;
          case "PATCH secrets" -> segments == 3 ? UPDATE_SECRET : null;
          case "DELETE secrets" -> segments == 2 ? DELETE_SECRET : null;
          case "GET secrets" -> reading(segments, request.segment(2));
          case "GET deletedsecrets" ->
              segments == 1 ? GET_DELETED_SECRETS : segments == 2 ? GET_DELETED_SECRET : null;
          case "DELETE deletedsecrets" -> segments == 2 ? PURGE_DELETED_SECRET : null;
          case "POST deletedsecrets" ->
              segments == 3 && request.segment(2).equals("recover") ? RECOVER_DELETED_SECRET : null;
          default -> null;
        });
  }

  private static VaultOperation reading(int segments, String third) {
    return switch (segments) {
      case 1 -> GET_SECRETS;
      case 2 -> GET_SECRET;
      case 3 -> third.equals("versions") ? GET_SECRET_VERSIONS : GET_SECRET;
      default -> null;
    };
  }
}
