// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.Moments;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.CalibratedStoreFactory;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.KeyCalibration;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn store calibrate}. */
@Command(
    name = "calibrate",
    header = "Measures how costly to guess a passphrase may be made here; changes nothing.",
    description =
        "The costlier, the longer a thief of the file needs for each guess, and the longer each of"
            + " your own commands. It counts for passphrases that are added afterwards.",
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn store calibrate", "  halfturn store calibrate --target 500ms"})
public final class StoreCalibrate extends Verb {

  private static final Duration LONGEST = Duration.ofMinutes(1);

  @Parameters(
      arity = "0..1",
      paramLabel = "<store>",
      description = "A store instance (the one in use).")
  Optional<String> store = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "DURATION",
      defaultValue = "1s",
      converter = Moments.DurationConverter.class,
      description = "How long opening the store may take (${DEFAULT-VALUE}).")
  Duration target;

  public StoreCalibrate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    if (target.compareTo(LONGEST) > 0) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INVALID_ARGUMENT, "--target must not be longer than 1m"));
    }
    PluginInstance<SecretStore> instance = invocation.storeInstance(store);
    if (!(instance.factory() instanceof CalibratedStoreFactory factory)) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.UNSUPPORTED,
                  "store '" + instance.name() + "' has no passphrase whose cost could be chosen")
              .withHint("this verb is for stores that are files"));
    }
    KeyCalibration calibration = factory.calibrate(instance.config(), target);
    String key = "store." + instance.name() + "." + calibration.option();
    Map<String, Object> members = JsonText.object();
    members.put("store", instance.name());
    members.put("key", key);
    members.put("value", calibration.value());
    members.put("targetMillis", target.toMillis());
    members.put("withinTarget", calibration.withinTarget());
    members.put("measured", calibration.measured().stream().map(StoreCalibrate::members).toList());
    invocation.result("store-calibrate", members, lines(calibration, key));
    return ExitCode.DONE;
  }

  private List<String> lines(KeyCalibration calibration, String key) {
    Table table = new Table(calibration.option().toUpperCase(Locale.ROOT), "OPENING TAKES");
    calibration.measured().forEach(one -> table.row(one.value(), one.took().toMillis() + " ms"));
    List<String> lines = new ArrayList<>(table.lines());
    if (!calibration.withinTarget()) {
      lines.add("Even the least takes longer than asked for. A key file takes no time.");
    }
    lines.add("Use it:  halfturn config set " + key + " " + calibration.value());
    return lines;
  }

  private static Map<String, Object> members(KeyCalibration.Measurement measurement) {
    Map<String, Object> members = JsonText.object();
    members.put("value", measurement.value());
    members.put("tookMillis", measurement.took().toMillis());
    return members;
  }
}
