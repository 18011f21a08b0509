// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.cli.output.Counts;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.Reception;
import java.time.Duration;
import java.util.Map;

/**
 * What lay in the queue of new secrets.
 *
 * @param taken messages that were stored, and are gone from it
 * @param left messages that stay: not ours, not readable, or not to be stored just now
 */
record QueueDrain(int taken, int left) {

  /** More than can lie there for what one instance looks after. */
  private static final int MOST_LOOKS = 100;

  /** Takes all that lies there. */
  static QueueDrain of(AutomaticRotation automatic) {
    int taken = 0;
    int left = 0;
    for (int look = 0; look < MOST_LOOKS; look++) {
      Reception reception = automatic.receive(Duration.ZERO);
      if (reception.isEmpty()) {
        break;
      }
      taken += reception.taken();
      left += reception.left();
    }
    return new QueueDrain(taken, left);
  }

  String line() {
    return "Queue  "
        + Counts.of(taken, "message", "messages")
        + " taken"
        + (left == 0 ? "" : ", " + left + " left there");
  }

  Map<String, Object> members() {
    Map<String, Object> members = JsonText.object();
    members.put("taken", taken);
    members.put("left", left);
    return members;
  }
}
