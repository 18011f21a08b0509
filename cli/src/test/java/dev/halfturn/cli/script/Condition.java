// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import java.util.ArrayList;
import java.util.List;

/** What may be the matter while a verb runs, as the commands of a script that bring it about. */
enum Condition {

  /** Nothing is. */
  FINE,

  /** The verb has a flag that it does not know. */
  FLAG {
    @Override
    String line(String verb) {
      int child = verb.indexOf(" -- ");
      return child < 0
          ? verb + " --unknown"
          : verb.substring(0, child) + " --unknown" + verb.substring(child);
    }
  },

  /** There is no configuration. */
  UNSET("file remove .config/halfturn/config.yaml"),

  /** It has a mistake. */
  INVALID("env HALFTURN_ROTATION_OVERLAP=never"),

  /** The store is gone. */
  GONE("file remove .local/share/halfturn/secrets.halfturn"),

  /** Others may read it. */
  OPEN("file mode .local/share/halfturn/secrets.halfturn rw-r--r--"),

  /** The key is that of another store. */
  KEY(
      "halfturn store init --generate-key --set store.file.path=$WORK/other --set"
          + " store.file.key-file=$WORK/other.key",
      "env HALFTURN_STORE_FILE_KEY_FILE=$WORK/other.key"),

  /** A part of the store is missing. */
  CUT("file cut .local/share/halfturn/secrets.halfturn 500"),

  /** The store is of a version to come. */
  NEWER("file put .local/share/halfturn/secrets.halfturn 7 2"),

  /** Another process writes. */
  BUSY(
      "env HALFTURN_STORE_FILE_LOCK_TIMEOUT=1ms",
      "file lock .local/share/halfturn/secrets.halfturn.lock"),

  /** Nothing answers in Amazon's place. */
  AWAY("amazon close"),

  /** Amazon refuses every client secret. */
  CLIENT("halfturn simulate fault token lwa-error error=invalid_client"),

  /** The client secret exchanges, and no call is accepted. */
  EXPIRED(
      "halfturn simulate fault probe sp-api-error status=403 code=Unauthorized"
          + " 'details=The LWA secret token you provided has expired.'"),

  /** A seller has taken its authorization back. */
  SELLER("amazon revoke erp default"),

  /** Amazon wants to be asked less. */
  THROTTLE("halfturn simulate fault token throttle");

  private static final List<String> BEFORE =
      List.of(
          "halfturn init --unlock key-file",
          "file write token.txt < $PASSPHRASE",
          "halfturn secret set a/b --secret-file token.txt",
          "amazon app old",
          "file write secret.txt < $SECRET",
          "halfturn app add old --client-id $CLIENT_ID --secret-file secret.txt",
          "amazon app found default",
          "file write found.env < SP_API_CLIENT_ID=$CLIENT_ID\nSP_API_CLIENT_SECRET=$SECRET\n"
              + "SP_API_REFRESH_TOKEN=$TOKEN_DEFAULT",
          "amazon app erp default us",
          "file write secret.txt < $SECRET",
          "halfturn app add erp --client-id $CLIENT_ID --created 2026-07-01 --secret-file"
              + " secret.txt",
          "file write token.txt < $TOKEN_DEFAULT",
          "halfturn seller add erp --secret-file token.txt",
          "file write token.txt < $TOKEN_US",
          "halfturn seller add erp us --secret-file token.txt",
          "amazon rotate erp",
          "file write new.txt < $NEW_SECRET",
          "halfturn rotate erp --secret-file new.txt",
          "amazon rotate erp",
          "file write new.txt < $NEW_SECRET");

  /** One to a line. */
  private final String more;

  Condition(String... more) {
    this.more = String.join("\n", more);
  }

  /** Brings it about, in a world with a store and applications. */
  void in(World world) {
    List<String> lines = new ArrayList<>(BEFORE);
    lines.addAll(more.lines().toList());
    for (String line : lines) {
      String[] parts = line.split(" < ", 2);
      Script.Result result =
          world.run(parts[0], Script.Input.of(parts.length == 1 ? "" : parts[1] + "\n"));
      if (result.status() != 0) {
        throw new IllegalStateException(line + ": " + result.err());
      }
    }
  }

  /** The command line of a verb under this condition. */
  String line(String verb) {
    return verb;
  }
}
