// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.notify;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PreparedNotifierFactory;
import dev.halfturn.spi.PreparedPart;
import dev.halfturn.spi.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code halfturn notify setup}. */
@Command(
    name = "setup",
    header = "Makes what notifiers need at their other side: a topic, who gets what is sent to it.",
    description = {
      "Repeated, it makes only what is missing, and leaves what is there as it is. Those who are"
          + " subscribed may be asked whether they agree. A notifier that needs nothing ends it"
          + " with 19."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn notify setup            all that need it",
      "  halfturn notify setup pager"
    })
public final class NotifySetup extends Verb {

  @Parameters(arity = "0..*", paramLabel = "<notifier>", description = "Only these.")
  List<String> notifiers = new ArrayList<>();

  @Mixin DryRun dryRun;

  private final Table table = new Table("NOTIFIER", "PART", "STATE", "NEXT");
  private final List<Map<String, Object>> parts = new ArrayList<>();

  public NotifySetup(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn halfturn = invocation.open()) {
      List<PluginInstance<Notifier>> all = halfturn.configuration().notifiers();
      ConfiguredNotifiers.require(notifiers, all);
      List<PluginInstance<Notifier>> chosen =
          all.stream()
              .filter(one -> notifiers.isEmpty() || notifiers.contains(one.name()))
              .filter(one -> isPrepared(one) || notifiers.contains(one.name()))
              .toList();
      if (chosen.isEmpty()) {
        throw nothingToSetUp("none of the configured notifiers needs anything set up");
      }
      chosen.forEach(this::setUp);
    }
    Map<String, Object> members = JsonText.object();
    members.put("dryRun", dryRun.given());
    members.put("parts", parts);
    invocation.done("notify-setup", members, table.lines());
    return ExitCode.DONE;
  }

  private static boolean isPrepared(PluginInstance<Notifier> notifier) {
    return notifier.factory() instanceof PreparedNotifierFactory;
  }

  private void setUp(PluginInstance<Notifier> notifier) {
    if (!(notifier.factory() instanceof PreparedNotifierFactory factory)) {
      throw nothingToSetUp("notifier '" + notifier.name() + "' needs nothing set up");
    }
    if (dryRun.given()) {
      table.row(notifier.name(), "would be looked at", "", "");
      return;
    }
    for (PreparedPart part :
        factory.prepare(notifier.config(), invocation.context(notifier.name()))) {
      String state = part.state().name().toLowerCase(Locale.ROOT);
      table.row(notifier.name(), part.name(), state, part.advice().orElse(""));
      Map<String, Object> members = JsonText.object();
      members.put("notifier", notifier.name());
      members.put("part", part.name());
      members.put("state", part.state());
      members.put("advice", part.advice());
      parts.add(members);
    }
  }

  private static HalfturnException nothingToSetUp(String message) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNSUPPORTED, message)
            .withHint("see whether it reaches somebody by 'halfturn notify test'"));
  }
}
