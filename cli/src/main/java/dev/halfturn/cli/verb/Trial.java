// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.output.JsonText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One half of a test.
 *
 * @param half {@code exchange} or {@code SP-API}
 * @param seller whose
 * @param status the HTTP status, or a dash
 * @param took how long it took
 * @param text what was done, or what is wrong
 * @param exit what the process would end with because of it
 * @param fix what to do about it
 */
record Trial(
    String half,
    String seller,
    String status,
    Duration took,
    String text,
    ExitCode exit,
    Optional<String> fix) {

  Map<String, Object> members() {
    Map<String, Object> members = JsonText.object();
    members.put("half", half);
    members.put("seller", seller);
    members.put("passed", exit == ExitCode.DONE);
    members.put("status", status);
    members.put("tookMillis", took.toMillis());
    members.put("text", text);
    members.put("fix", fix);
    return members;
  }
}
