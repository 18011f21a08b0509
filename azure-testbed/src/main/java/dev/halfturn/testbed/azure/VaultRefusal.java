// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

/** Ends the work on a request with an answer that says why. */
final class VaultRefusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient VaultReply reply;

  VaultRefusal(VaultReply reply) {
    super(null, null, false, false);
    this.reply = reply;
  }

  VaultReply reply() {
    return reply;
  }
}
