// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

/** What the log says of a rung, quiet ones included. */
final class NoticeLines {

  private NoticeLines() {}

  static String line(RotationStatus status, Rung rung) {
    return status
        .secret()
        .expiry()
        .map(
            expiry ->
                "client secret "
                    + status.secret().fingerprint()
                    + " expires "
                    + expiry.expiresAt()
                    + " ("
                    + status.secret().daysLeft().orElseThrow()
                    + " days left, "
                    + expiry.source()
                    + "; rung "
                    + rung
                    + ")")
        .orElse("nobody has said when client secret " + status.secret().fingerprint() + " expires");
  }
}
