// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import java.util.Optional;

/**
 * Which link of the chain gave the credentials. Nothing in it is secret.
 *
 * @param source where they come from, such as {@code option credentials-file}
 * @param kind what they are: {@code service account}
 * @param principal as whom they act, an e-mail address; empty if only Google knows
 */
public record CredentialLink(String source, String kind, Optional<String> principal) {

  /** In one line. */
  public String text() {
    return source + ": " + kind + principal.map(who -> " " + who).orElse("");
  }
}
