// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.doctor.Examination;
import dev.halfturn.cli.doctor.Finding;
import dev.halfturn.cli.doctor.Finding.Level;
import dev.halfturn.cli.doctor.Topic;
import dev.halfturn.cli.doctor.Tree;
import dev.halfturn.cli.output.JsonText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code halfturn doctor}. */
@Command(
    name = "doctor",
    header = "Looks at everything and says what to do about what is not right; changes nothing.",
    description = {
      "Configuration, store, Amazon, applications, notifiers, ladder. Amazon is asked without any"
          + " credential. Where an issuer is configured, what the automatic rotation needs is looked"
          + " over as well: for that an entry of the store comes and goes, and each application's"
          + " secret buys a token.",
      "Ends with 1 if there is a failure, with 0 if there are only warnings or none."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn doctor", "  halfturn doctor --topic store", "  halfturn doctor --json"})
final class Doctor extends Verb {

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      converter = Topic.Converter.class,
      description = "Only config, store, amazon, apps, auto, notifiers or ladder.")
  Optional<Topic> topic = Optional.empty();

  Doctor(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    List<Finding> findings =
        topic
            .map(only -> new Examination(invocation, EnumSet.of(only)))
            .orElseGet(() -> Examination.ofEverything(invocation))
            .findings();
    long warnings = count(findings, Level.WARNING);
    long failures = count(findings, Level.FAILURE);
    List<String> lines = new ArrayList<>(Tree.lines("doctor", findings, invocation.glyphs()));
    lines.add(counted(warnings, "warning") + ", " + counted(failures, "failure"));
    Map<String, Object> members = JsonText.object();
    members.put("warnings", warnings);
    members.put("failures", failures);
    members.put("findings", findings.stream().map(Doctor::members).toList());
    invocation.result("doctor", members, lines);
    return failures == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().mapToLong(finding -> finding.count(level)).sum();
  }

  private static String counted(long number, String word) {
    return (number == 0 ? "no" : number) + " " + word + (number == 1 ? "" : "s");
  }

  private static Map<String, Object> members(Finding finding) {
    Map<String, Object> members = JsonText.object();
    members.put("label", finding.label());
    members.put("level", finding.level());
    members.put("text", finding.text());
    members.put("advice", finding.advice());
    members.put("findings", finding.findings().stream().map(Doctor::members).toList());
    return members;
  }
}
