// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import java.util.Map;

/**
 * What Key Vault answers when it refuses: a code, a text for people that repeats names, and often a
 * code within the code, which alone tells cases of one status apart.
 *
 * @see <a href="https://learn.microsoft.com/azure/key-vault/general/rest-error-codes">the error
 *     codes of the REST interface</a>
 */
public final class VaultErrors {

  private VaultErrors() {}

  /**
   * No such secret, or no such version of it, or it is deleted.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret">Get
   *     Secret</a>
   */
  public static VaultReply notFound(String name) {
    return error(
        404, "SecretNotFound", "A secret with (name/id) " + name + " was not found in this vault.");
  }

  /**
   * The value of a disabled version cannot be read; that of an expired one can.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/key-vault/secrets/about-secrets#secret-attributes">the
   *     attributes of secrets</a>
   */
  public static VaultReply disabled() {
    return error(
        403, "Forbidden", "Operation get is not allowed on a disabled secret.", "SecretDisabled");
  }

  /**
   * The caller has no role that allows it.
   *
   * @see <a href="https://learn.microsoft.com/azure/key-vault/general/rbac-guide">access by
   *     roles</a>
   */
  public static VaultReply notAllowed(VaultRight right) {
    return error(
        403,
        "Forbidden",
        "Caller is not authorized to perform action. Action: '" + right.dataAction() + "'",
        "ForbiddenByRbac");
  }

  /**
   * The network that the caller comes from is not let in.
   *
   * @see <a href="https://learn.microsoft.com/azure/key-vault/general/network-security">firewalls
   *     and private endpoints</a>
   */
  public static VaultReply notFromHere() {
    return error(403, "Forbidden", "Client address is not authorized.", "ForbiddenByFirewall");
  }

  /**
   * The name, value or tags are not such as a vault takes.
   *
   * @see <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/set-secret/set-secret">Set
   *     Secret</a>
   */
  public static VaultReply badParameter(String what) {
    return error(400, "BadParameter", what);
  }

  /**
   * Too many calls.
   *
   * @param seconds after which the next one is welcome
   * @see <a
   *     href="https://learn.microsoft.com/azure/key-vault/general/overview-throttling">throttling</a>
   */
  public static VaultReply throttled(int seconds) {
    return error(429, "Throttled", "Request was not processed because too many were received.")
        .with("Retry-After", String.valueOf(seconds));
  }

  /**
   * The name is held by what somebody deleted or is bringing back.
   *
   * @param inner {@code ObjectIsDeletedButRecoverable}, {@code ObjectIsBeingDeleted} or {@code
   *     ObjectIsBeingRecovered}
   * @see <a href="https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview">soft
   *     delete</a>
   */
  public static VaultReply conflict(String name, String inner) {
    return error(
        409,
        "Conflict",
        "Secret " + name + " is in a state in which its name cannot be used.",
        inner);
  }

  /**
   * Something is the matter with the service.
   *
   * @param status 500 and more
   */
  public static VaultReply outOfOrder(int status) {
    return error(status, "InternalServerError", "The service is out of order.");
  }

  static VaultReply error(int status, String code, String message) {
    return VaultReply.json(status, Map.of("error", Map.of("code", code, "message", message)));
  }

  static VaultReply error(int status, String code, String message, String inner) {
    return VaultReply.json(
        status,
        Map.of(
            "error",
            Map.of("code", code, "message", message, "innererror", Map.of("code", inner))));
  }
}
