// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.simulate;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.KeyValue;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.simulator.SimulatorControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn simulate fault}. */
@Command(
    name = "fault",
    header = "Orders a fault of a simulator.",
    description = {
      "Endpoints are token, probe, rotate, restricted-token, address and queue. Faults are latency,"
          + " status, throttle, lwa-error, sp-api-error, html, body, reset, empty, lose-answer,"
          + " cut, truncate, drip, huge, gzip-bomb, content-type, expires-in; what belongs to one"
          + " is given as name=value.",
      "calls=N ends it after so many calls. 'clear' ends all."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn simulate fault token status status=503 calls=2",
      "  halfturn simulate fault token latency time=PT0.5S",
      "  halfturn simulate fault clear"
    })
public final class SimulateFault extends Verb {

  private static final String CLEAR = "clear";

  @Parameters(
      index = "0",
      paramLabel = "<endpoint>",
      description = "Where; or 'clear' to end all faults.")
  String endpoint;

  @Parameters(index = "1", arity = "0..1", paramLabel = "<fault>", description = "Which.")
  String fault = "";

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "<name=value>",
      converter = KeyValue.Converter.class,
      description = "What belongs to it.")
  List<KeyValue> details = new ArrayList<>();

  @Mixin Remote remote;

  public SimulateFault(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    Object faults =
        remote.call(
            invocation,
            simulator -> {
              order(simulator);
              return simulator.state().get("faults");
            });
    List<String> lines = new ArrayList<>();
    ((List<?>) faults).forEach(line -> lines.add(String.valueOf(line)));
    if (lines.isEmpty()) {
      lines.add("no faults");
    }
    invocation.done("simulate-fault", Map.of("faults", faults), lines);
    return ExitCode.DONE;
  }

  private void order(SimulatorControl simulator) {
    if (endpoint.equals(CLEAR)) {
      simulator.clearFaults();
      return;
    }
    Map<String, Object> order = JsonText.object();
    order.put("endpoint", endpoint);
    order.put("fault", fault);
    details.forEach(detail -> order.put(detail.key(), detail.typed()));
    simulator.order(order);
  }
}
