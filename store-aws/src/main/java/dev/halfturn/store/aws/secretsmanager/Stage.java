// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.secretsmanager;

/** The staging labels that versions of a secret bear. */
enum Stage {
  /** What every plain reader gets. AWS keeps it on exactly one version. */
  CURRENT("AWSCURRENT"),
  /** Moved by AWS itself to the version that was current before. */
  PREVIOUS("AWSPREVIOUS"),
  /** On a version that is still to become current, or never did. */
  CANDIDATE("halfturn-candidate");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
