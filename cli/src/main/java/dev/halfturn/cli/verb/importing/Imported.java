// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import dev.halfturn.cli.output.Dates;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.Expiry;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.SecretVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of one application.
 *
 * @param app its name
 * @param changed whether anything was written, or would be
 * @param sellers all its sellers that were found
 * @param places where it was found
 * @param status how it stands now; empty if nothing was written yet
 * @param kept the client secrets that lie beside the current one, each in a few words
 */
record Imported(
    String app,
    boolean changed,
    List<String> sellers,
    List<Place> places,
    Optional<RotationStatus> status,
    List<String> kept) {

  Map<String, Object> members() {
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("changed", changed);
    members.put("version", status.map(known -> known.secret().version()));
    members.put("fingerprint", status.map(known -> known.secret().fingerprint().shortForm()));
    members.put("expiresAt", status.flatMap(Imported::expiry).map(Expiry::expiresAt));
    members.put("sellers", sellers);
    members.put("kept", kept);
    return members;
  }

  /** {@code erp v1 fp:9f3a21 expires Mon 28 Dec 2026 (34 days) sellers: default, eu}. */
  String line() {
    return app
        + status.map(Imported::secret).orElse("")
        + (sellers.isEmpty() ? "" : "   sellers: " + String.join(", ", sellers));
  }

  private static String secret(RotationStatus status) {
    return "  v"
        + SecretVersion.shown(status.secret().version())
        + "  fp:"
        + status.secret().fingerprint().shortForm()
        + "   "
        + expiry(status)
            .map(
                expiry ->
                    "expires "
                        + Dates.longDay(expiry.expiresAt())
                        + " ("
                        + expiry.daysLeft(status.at())
                        + " days)")
            .orElse("expires at an unknown time");
  }

  private static Optional<Expiry> expiry(RotationStatus status) {
    return status.secret().expiry();
  }
}
