// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.Halfturn;
import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.cli.client.AppVariables;
import dev.halfturn.cli.client.Naming;
import dev.halfturn.cli.client.Variables;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Known;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.input.DryRun;
import dev.halfturn.cli.input.SecretInput;
import dev.halfturn.cli.input.Target;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn export}. */
@Command(
    name = "export",
    header = "Writes an application's credentials to standard output, or into an encrypted file.",
    description = {
      "What is written holds the client secret and the refresh tokens in clear text; for one run of"
          + " one program, 'halfturn exec' leaves less behind.",
      "With --encrypted all entries of the applications go into a new store in a file, which is"
          + " opened by a key file that is made for it, or by a passphrase."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn export erp --as python > erp.sh && . ./erp.sh",
      "  halfturn export erp/acme-us --as sp-api -f dotenv > .env",
      "  halfturn export erp shop -f json | some-program",
      "  halfturn export erp --encrypted erp.halfturn --key-file erp.key"
    })
final class Export extends Verb {

  @Parameters(
      arity = "1..*",
      paramLabel = "<app>[/<seller>]",
      converter = Target.Converter.class,
      description = "The applications; all their sellers, or one.")
  List<Target> targets = new ArrayList<>();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      converter = ExportFormat.Converter.class,
      description = "env (for a shell), dotenv, json or properties (env).")
  Optional<ExportFormat> format = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "CLIENT",
      converter = Naming.ExportConverter.class,
      description = "Whose names the values get: halfturn, python, node or sp-api (halfturn).")
  Optional<Naming> naming = Optional.empty();

  @Option(names = "--reveal", description = "Write it even to a terminal.")
  boolean reveal;

  @Option(
      names = "--encrypted",
      paramLabel = "FILE",
      description = "Write into this new file, which only its key or passphrase opens.")
  Optional<Path> encrypted = Optional.empty();

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "Where the key for --encrypted is to be made.")
  Optional<Path> keyFile = Optional.empty();

  @Mixin SecretInput passphrase;

  @Mixin DryRun dryRun;

  Export(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected ExitCode run() {
    refuseContradictions();
    if (encrypted.isPresent()) {
      return encrypted(encrypted.get());
    }
    if (!dryRun.given()) {
      invocation.refuseTerminal(reveal);
    }
    Variables variables;
    try (Halfturn halfturn = invocation.open()) {
      variables = variables(halfturn);
      if (!dryRun.given()) {
        writeDown(halfturn, "export");
      }
    }
    if (dryRun.given()) {
      invocation.done(
          "export",
          members(Map.of(), variables.names()),
          List.of("Would write  " + String.join(", ", variables.names())));
    } else if (invocation.json()) {
      invocation.document("export", members(variables.reveal(), variables.names()));
    } else {
      format().lines(variables.reveal()).forEach(invocation::data);
    }
    return ExitCode.DONE;
  }

  private void refuseContradictions() {
    boolean isText = format.isPresent() || naming.isPresent() || reveal;
    if (encrypted.isPresent() && isText) {
      throw usage(
          "an encrypted file has neither format nor names", "leave out -f, --as and --reveal");
    }
    if (encrypted.isPresent() && targets.stream().anyMatch(t -> t.seller().isPresent())) {
      throw usage("an encrypted file takes whole applications", "leave out the seller");
    }
    if (encrypted.isEmpty() && (keyFile.isPresent() || passphrase.given())) {
      throw usage("a key or a passphrase is only for --encrypted", "add --encrypted FILE");
    }
    if (keyFile.isPresent() && passphrase.given()) {
      throw usage("one thing opens the file: a key file or a passphrase", "leave out one of them");
    }
    boolean nothingOpensIt = keyFile.isEmpty() && !passphrase.given();
    if (encrypted.isPresent() && nothingOpensIt && !invocation.surroundings().terminal().canAsk()) {
      throw usage(
          "what is to open the file must be said and nobody can be asked",
          "add --key-file FILE, or give a passphrase by '-', --secret-file or --secret-fd");
    }
    if (invocation.json() && format.isPresent()) {
      throw usage("--json is a format of its own", "leave out -f, or take -f json");
    }
  }

  private void writeDown(Halfturn halfturn, String verb) {
    for (Target target : targets) {
      String whose = target.seller().map(seller -> "seller " + seller).orElse("all sellers");
      halfturn
          .audit()
          .require(
              AuditEvent.of(AuditAction.SECRET_READ, target.app()).with(whose + " by " + verb));
    }
  }

  private ExportFormat format() {
    return format.orElse(ExportFormat.ENV);
  }

  private Variables variables(Halfturn halfturn) {
    Naming names = naming.orElse(Naming.HALFTURN);
    AppVariables variables = new AppVariables(halfturn);
    for (Target target : targets) {
      String app = target.app();
      if (target.seller().isPresent()) {
        Known.seller(halfturn, app, target.seller().get());
      } else {
        Known.app(halfturn, app);
      }
      List<String> sellers =
          target.seller().map(List::of).orElseGet(() -> halfturn.applications().sellers(app));
      if (names == Naming.HALFTURN) {
        // in a JSON document, too, entries are called what they are called in the store
        variables.addEntries(app, sellers, invocation.json() ? name -> name : format()::name);
      } else if (target.seller().isPresent()) {
        variables.addOne(app, target.seller().get(), names);
      } else {
        variables.addAll(app, sellers, names);
      }
    }
    return variables.variables();
  }

  private Map<String, Object> members(Map<String, String> values, List<String> names) {
    Map<String, Object> members = JsonText.object();
    members.put("as", naming.orElse(Naming.HALFTURN).text());
    members.put("names", names);
    members.put("values", values);
    members.put("dryRun", dryRun.given());
    return members;
  }

  private ExitCode encrypted(Path name) {
    Path directory = invocation.surroundings().directory();
    Path path = directory.resolve(name).normalize();
    EncryptedFile file = new EncryptedFile(invocation, path, keyFile.map(directory::resolve));
    file.requireNothingThere();
    SortedMap<SecretName, SecretValue> entries = new TreeMap<>();
    try (Halfturn halfturn = invocation.open()) {
      for (Target target : targets) {
        Known.app(halfturn, target.app());
        entries.putAll(AppEntries.of(halfturn.secrets(), target.app()));
      }
      if (!dryRun.given()) {
        writeDown(halfturn, "export --encrypted");
      }
    }
    if (!dryRun.given()) {
      file.write(
          entries,
          keyFile.isPresent()
              ? Optional.empty()
              : Optional.of(
                  passphrase.readTwice("passphrase of the file", invocation.surroundings())));
    }
    Map<String, Object> members = JsonText.object();
    members.put("file", path.toString());
    members.put("apps", targets.stream().map(Target::app).distinct().toList());
    members.put("entries", entries.keySet().stream().map(SecretName::value).toList());
    members.put("dryRun", dryRun.given());
    List<String> lines = new ArrayList<>();
    lines.add(
        dryRun.verb("Wrote", "write")
            + "  "
            + path
            + "   "
            + entries.size()
            + " entries, encrypted");
    lines.addAll(file.advice());
    invocation.done("export-encrypted", members, lines);
    return ExitCode.DONE;
  }

  private static HalfturnException usage(String message, String hint) {
    return new HalfturnException(Problem.of(ErrorCode.INVALID_ARGUMENT, message).withHint(hint));
  }
}
