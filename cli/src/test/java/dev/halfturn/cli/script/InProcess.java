// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.script;

import dev.halfturn.cli.Main;
import dev.halfturn.cli.process.StopSignal;
import dev.halfturn.cli.process.Surroundings;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.cli.schema.Documents;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The command as a call of its main class, in which no time passes and a person can be played. */
final class InProcess implements HalfturnCommand {

  @Override
  public Script.Result run(Call call) {
    boolean alone = call.answers().isEmpty();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(call.input().getBytes(StandardCharsets.UTF_8)),
            printing(out),
            alone ? printing(err) : new PrintStream(both(err, out), true, StandardCharsets.UTF_8),
            call.environment(),
            Map.of(),
            call.clock(),
            alone ? Terminal.none() : new ScreenTerminal(printing(out), call.answers()),
            call.directory(),
            call.stopped() ? InProcess::end : call.clock()::advance);
    int status = Main.run(call.args().toArray(new String[0]), surroundings);
    // into the report of this test, where a secret would be found
    System.err.print(err.toString(StandardCharsets.UTF_8));
    Documents.requireValid(out.toString(StandardCharsets.UTF_8));
    Documents.requireValid(err.toString(StandardCharsets.UTF_8));
    return new Script.Result(
        status,
        out.toString(StandardCharsets.UTF_8),
        alone ? err.toString(StandardCharsets.UTF_8) : "");
  }

  private static OutputStream both(OutputStream one, OutputStream other) {
    return new FilterOutputStream(one) {
      @Override
      public void write(int octet) throws IOException {
        one.write(octet);
        other.write(octet);
      }
    };
  }

  private static PrintStream printing(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static void end(Duration pause) {
    throw new HalfturnException(
        Problem.of(ErrorCode.UNAVAILABLE, StopSignal.REASON, "told to stop"));
  }
}
