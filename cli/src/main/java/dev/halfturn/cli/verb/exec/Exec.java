// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.exec;

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
import dev.halfturn.cli.input.Target;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.process.Child;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code halfturn exec}. */
@Command(
    name = "exec",
    header = "Runs a command with an access token, or with the credentials it needs.",
    description = {
      "The command gets SP_API_ACCESS_TOKEN, which is worthless after an hour; the client secret"
          + " never leaves the store. With --as a client it gets the variables of that client"
          + " instead, secrets included.",
      "Our own settings and keys are taken out of its environment. Signals go on to it, and its"
          + " exit status is passed on, 128 and the number of the signal if one ended it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  halfturn exec erp/acme-us -- ./report.sh",
      "  halfturn exec erp --as python -- python nightly.py",
      "  halfturn exec erp --as node --pristine -- node sync.js",
      "  halfturn exec erp --file -- sh -c 'curl -H @- ... < $SP_API_ACCESS_TOKEN_FILE'"
    })
public final class Exec extends Verb {

  /** The variable that has the access token. */
  static final String TOKEN = "SP_API_ACCESS_TOKEN";

  @Parameters(
      index = "0",
      paramLabel = "<app>[/<seller>]",
      converter = Target.Converter.class,
      description = "The application, and whose data (" + CredentialNames.DEFAULT_SELLER + ").")
  Target target;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "<command>",
      description = "The command and its arguments, after '--'.")
  List<String> command = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "CLIENT",
      converter = Naming.ExecConverter.class,
      description = "Whose variables it gets: token, python, node or sp-api (token).")
  Naming naming = Naming.TOKEN;

  @Option(
      names = "--file",
      description =
          "Give each value in a file for the user alone, which is gone afterwards; NAME_FILE says"
              + " where.")
  boolean file;

  @Option(
      names = "--pristine",
      description = "Start from an empty environment but for PATH, HOME, LANG and TERM.")
  boolean pristine;

  @Mixin DryRun dryRun;

  private int status;

  public Exec(Invocation invocation) {
    super(invocation);
  }

  /** The exit status is the command's own, once that was run. */
  @Override
  public Integer call() {
    ExitCode ours = run();
    return ours == ExitCode.DONE ? status : ours.number();
  }

  @Override
  protected ExitCode run() {
    Variables variables;
    try (Halfturn halfturn = invocation.open()) {
      String seller = target.seller().orElse(CredentialNames.DEFAULT_SELLER);
      Known.seller(halfturn, target.app(), seller);
      if (dryRun.given()) {
        rehearse(seller);
        return ExitCode.DONE;
      }
      variables = variables(halfturn, seller);
    }
    status = start(variables.reveal());
    return ExitCode.DONE;
  }

  private void rehearse(String seller) {
    String program = command.get(0);
    if (!Program.exists(program, invocation.surroundings())) {
      throw notStarted(program);
    }
    List<String> names = naming == Naming.TOKEN ? List.of(TOKEN) : naming.variables();
    if (file) {
      names = names.stream().map(name -> name + HandedFiles.SUFFIX).toList();
    }
    Map<String, Object> members = JsonText.object();
    members.put("app", target.app());
    members.put("seller", seller);
    members.put("command", program);
    members.put("variables", names);
    members.put("dryRun", true);
    invocation.done(
        "exec", members, List.of("Would run  " + program + "  with " + String.join(", ", names)));
  }

  private Variables variables(Halfturn halfturn, String seller) {
    if (naming != Naming.TOKEN) {
      halfturn
          .audit()
          .record(
              AuditEvent.of(AuditAction.SECRET_READ, target.app())
                  .with("seller " + seller + " by exec --as " + naming.text()));
      return new AppVariables(halfturn).addOne(target.app(), seller, naming).variables();
    }
    return new Variables()
        .put(
            TOKEN,
            SecretValue.ofUtf8(halfturn.tokens().forSeller(target.app(), seller).get().reveal()));
  }

  private int start(Map<String, String> values) {
    Map<String, String> environment = ChildEnvironment.of(invocation, pristine);
    try (Child child = new Child(invocation.surroundings())) {
      if (!file) {
        environment.putAll(values);
        return run(child, environment);
      }
      try (HandedFiles files = HandedFiles.in(invocation.surroundings().environment())) {
        environment.putAll(files.write(values));
        return run(child, environment);
      }
    }
  }

  private int run(Child child, Map<String, String> environment) {
    try {
      return child.run(command, environment);
    } catch (IOException e) {
      throw notStarted(command.get(0));
    }
  }

  private HalfturnException notStarted(String program) {
    return Program.exists(program, invocation.surroundings())
        ? new HalfturnException(
            Problem.of(
                    ErrorCode.PERMISSION_DENIED,
                    "COMMAND_NOT_EXECUTABLE",
                    "the command cannot be executed")
                .withHint("is it executable, and is the interpreter in its first line there?"))
        : new HalfturnException(
            Problem.of(ErrorCode.NOT_FOUND, "COMMAND_NOT_FOUND", "there is no such command")
                .withHint("put it after '--', as in 'halfturn exec erp -- ./report.sh'"));
  }
}
