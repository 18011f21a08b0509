// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.output.Table;
import dev.halfturn.rotation.FingerprintKey;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code halfturn diff}. */
@Command(
    name = "diff",
    header = "Compares two stores, application by application; reads only.",
    description = {
      "Values are compared, never shown: fingerprints are made with a key of this one run.",
      "Ends with 0 if there is no difference and with 1 if there is one."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  halfturn diff file aws-ssm", "  halfturn diff file backup erp --json"})
final class Diff extends Verb {

  @Parameters(index = "0", paramLabel = "<A>", description = "One store instance.")
  String left;

  @Parameters(index = "1", paramLabel = "<B>", description = "The other store instance.")
  String right;

  @Parameters(
      index = "2..*",
      arity = "0..*",
      paramLabel = "<app>",
      description = "Only these applications.")
  List<String> apps = new ArrayList<>();

  private final FingerprintKey key = FingerprintKey.random(new SecureRandom());
  private final Table table = new Table("APP", "RESULT", "ENTRY", "FINGERPRINTS");
  private final List<Map<String, Object>> results = new ArrayList<>();
  private boolean identical = true;

  Diff(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    try (Halfturn a = invocation.open(left);
        Halfturn b = invocation.open(right)) {
      SortedSet<String> names = new TreeSet<>(apps);
      if (names.isEmpty()) {
        names.addAll(a.applications().names());
        names.addAll(b.applications().names());
      }
      names.forEach(
          app -> compare(app, AppEntries.of(a.secrets(), app), AppEntries.of(b.secrets(), app)));
    }
    Map<String, Object> members = JsonText.object();
    members.put("a", left);
    members.put("b", right);
    members.put("identical", identical);
    members.put("apps", results);
    invocation.result("diff", members, table.lines());
    return identical ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void compare(
      String app, SortedMap<SecretName, SecretValue> a, SortedMap<SecretName, SecretValue> b) {
    SortedSet<SecretName> different = AppEntries.missingOrDifferent(a, b);
    different.addAll(AppEntries.missingOrDifferent(b, a));
    String result = result(a, b, different.isEmpty());
    identical &= different.isEmpty() && !a.isEmpty();
    table.row(app, result, "", "");
    List<Map<String, Object>> entries = new ArrayList<>();
    for (SecretName name : different) {
      Optional<String> inA = fingerprint(a.get(name));
      Optional<String> inB = fingerprint(b.get(name));
      table.row("", "", name.value(), shown(inA) + " / " + shown(inB));
      Map<String, Object> entry = JsonText.object();
      entry.put("name", name.value());
      entry.put("a", inA);
      entry.put("b", inB);
      entries.add(entry);
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", app);
    members.put("result", result);
    members.put("differences", entries);
    results.add(members);
  }

  private String result(
      Map<SecretName, SecretValue> a, Map<SecretName, SecretValue> b, boolean same) {
    if (a.isEmpty() && b.isEmpty()) {
      return "in neither";
    }
    if (a.isEmpty()) {
      return "only in " + right;
    }
    if (b.isEmpty()) {
      return "only in " + left;
    }
    return same ? "= identical" : "differs";
  }

  private Optional<String> fingerprint(SecretValue value) {
    return Optional.ofNullable(value).map(key::of).map(fingerprint -> fingerprint.shortForm());
  }

  private static String shown(Optional<String> fingerprint) {
    return fingerprint.map(text -> "fp:" + text).orElse("-");
  }
}
