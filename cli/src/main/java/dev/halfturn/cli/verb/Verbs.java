// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb;

import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.command.Verb;
import dev.halfturn.cli.verb.app.AppAdd;
import dev.halfturn.cli.verb.app.AppList;
import dev.halfturn.cli.verb.app.AppRemove;
import dev.halfturn.cli.verb.audit.AuditShow;
import dev.halfturn.cli.verb.audit.AuditVerify;
import dev.halfturn.cli.verb.config.ConfigCheck;
import dev.halfturn.cli.verb.config.ConfigSet;
import dev.halfturn.cli.verb.config.ConfigShow;
import dev.halfturn.cli.verb.exec.Exec;
import dev.halfturn.cli.verb.importing.Import;
import dev.halfturn.cli.verb.key.KeyAdd;
import dev.halfturn.cli.verb.key.KeyList;
import dev.halfturn.cli.verb.key.KeyRemove;
import dev.halfturn.cli.verb.notify.NotifySetup;
import dev.halfturn.cli.verb.notify.NotifyTest;
import dev.halfturn.cli.verb.queue.QueueRemove;
import dev.halfturn.cli.verb.queue.QueueSetup;
import dev.halfturn.cli.verb.queue.QueueVerify;
import dev.halfturn.cli.verb.rotate.Rotate;
import dev.halfturn.cli.verb.scheduler.SchedulerApply;
import dev.halfturn.cli.verb.scheduler.SchedulerRemove;
import dev.halfturn.cli.verb.scheduler.SchedulerVerify;
import dev.halfturn.cli.verb.secret.SecretDelete;
import dev.halfturn.cli.verb.secret.SecretGet;
import dev.halfturn.cli.verb.secret.SecretNames;
import dev.halfturn.cli.verb.secret.SecretSet;
import dev.halfturn.cli.verb.seller.SellerAdd;
import dev.halfturn.cli.verb.seller.SellerList;
import dev.halfturn.cli.verb.seller.SellerRemove;
import dev.halfturn.cli.verb.seller.SellerSet;
import dev.halfturn.cli.verb.serve.Serve;
import dev.halfturn.cli.verb.simulate.Simulate;
import dev.halfturn.cli.verb.simulate.SimulateAdvance;
import dev.halfturn.cli.verb.simulate.SimulateApp;
import dev.halfturn.cli.verb.simulate.SimulateFault;
import dev.halfturn.cli.verb.simulate.SimulateRevoke;
import dev.halfturn.cli.verb.simulate.SimulateRotate;
import dev.halfturn.cli.verb.simulate.SimulateRules;
import dev.halfturn.cli.verb.simulate.SimulateShow;
import dev.halfturn.cli.verb.simulate.SimulateState;
import dev.halfturn.cli.verb.store.StoreCalibrate;
import dev.halfturn.cli.verb.store.StoreCaps;
import dev.halfturn.cli.verb.store.StoreInit;
import dev.halfturn.cli.verb.store.StoreList;
import dev.halfturn.cli.verb.store.StorePolicy;
import dev.halfturn.cli.verb.store.StoreRecover;
import dev.halfturn.cli.verb.store.StoreRekey;
import dev.halfturn.cli.verb.store.StoreTest;
import dev.halfturn.cli.verb.store.StoreVerify;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The table of all verbs. A new verb is a class and a line here. */
public final class Verbs {

  /** Makes the parser of one verb, or of a group of verbs. */
  private interface Entry extends Function<Invocation, CommandLine> {}

  /** Makes one verb. */
  private interface Maker extends Function<Invocation, Verb> {}

  private static final Map<String, Entry> ALL = new LinkedHashMap<>();

  static {
    ALL.put("demo", verb(Demo::new));
    ALL.put("init", verb(Init::new));
    ALL.put(
        "app",
        group("Applications: add, list, remove.", AppAdd::new, AppList::new, AppRemove::new));
    ALL.put(
        "seller",
        group(
            "Sellers of an application: add, set, list, remove.",
            SellerAdd::new,
            SellerSet::new,
            SellerList::new,
            SellerRemove::new));
    ALL.put("import", verb(Import::new));
    ALL.put("token", verb(Token::new));
    ALL.put("test", verb(TestVerb::new));
    ALL.put("status", verb(Status::new));
    ALL.put("check", verb(Check::new));
    ALL.put("remind", verb(Remind::new));
    ALL.put("ack", verb(Ack::new));
    ALL.put("notify", group("Notifiers: test, setup.", NotifyTest::new, NotifySetup::new));
    ALL.put(
        "scheduler",
        group(
            "What the scheduler needs at its other side: apply, verify, remove.",
            SchedulerApply::new,
            SchedulerVerify::new,
            SchedulerRemove::new));
    ALL.put(
        "queue",
        group(
            "The queue by which new client secrets come: setup, verify, remove.",
            QueueSetup::new,
            QueueVerify::new,
            QueueRemove::new));
    ALL.put("serve", verb(Serve::new));
    ALL.put("rotate", verb(Rotate::new));
    ALL.put("rollback", verb(RollbackVerb::new));
    ALL.put("history", verb(History::new));
    ALL.put("audit", Verbs::audit);
    ALL.put("exec", verb(Exec::new));
    ALL.put("export", verb(Export::new));
    ALL.put("copy", verb(Copy::new));
    ALL.put("diff", verb(Diff::new));
    ALL.put(
        "secret",
        group(
            "Single entries of the store: get, set, delete, names.",
            SecretGet::new,
            SecretSet::new,
            SecretDelete::new,
            SecretNames::new));
    ALL.put(
        "store",
        group(
            "Stores: what there is, what they can do, care of those that are files.",
            StoreList::new,
            StoreCaps::new,
            StoreTest::new,
            StorePolicy::new,
            StoreInit::new,
            StoreVerify::new,
            StoreRecover::new,
            StoreRekey::new,
            StoreCalibrate::new));
    ALL.put(
        "key",
        group(
            "Keys that open a store that is a file: add, list, remove.",
            KeyAdd::new,
            KeyList::new,
            KeyRemove::new));
    ALL.put("doctor", verb(Doctor::new));
    ALL.put("plugins", verb(Plugins::new));
    ALL.put(
        "config",
        group(
            "The configuration: check, show, set.",
            ConfigCheck::new,
            ConfigShow::new,
            ConfigSet::new));
    ALL.put("simulate", Verbs::simulate);
    ALL.put("completion", verb(Completion::new));
    ALL.put("version", verb(VersionVerb::new));
  }

  private Verbs() {}

  /**
   * Adds the verb that the arguments name; all of them if they name none, for help and suggestions.
   * To prepare only what is needed saves a good part of the time to start.
   */
  public static void register(CommandLine root, String[] args, Invocation invocation) {
    for (String arg : args) {
      if (ALL.containsKey(arg)) {
        root.addSubcommand(arg, ALL.get(arg).apply(invocation));
        return;
      }
      if (!arg.startsWith("-")) {
        break;
      }
    }
    ALL.forEach((name, entry) -> root.addSubcommand(name, entry.apply(invocation)));
  }

  private static Entry verb(Maker maker) {
    return invocation -> new CommandLine(maker.apply(invocation));
  }

  private static Entry group(String header, Maker... makers) {
    return invocation -> {
      CommandSpec spec = CommandSpec.create();
      spec.usageMessage()
          .header(header)
          .synopsisSubcommandLabel("VERB")
          .commandListHeading("%nVerbs:%n");
      CommandLine group = new CommandLine(spec);
      addAll(group, invocation, makers);
      return group;
    };
  }

  private static CommandLine audit(Invocation invocation) {
    CommandLine audit = new CommandLine(new AuditShow(invocation));
    addAll(audit, invocation, AuditVerify::new);
    return audit;
  }

  private static CommandLine simulate(Invocation invocation) {
    CommandLine simulate = new CommandLine(new Simulate(invocation));
    addAll(
        simulate,
        invocation,
        SimulateApp::new,
        SimulateShow::new,
        SimulateRotate::new,
        SimulateAdvance::new,
        SimulateRevoke::new,
        SimulateFault::new,
        SimulateRules::new,
        SimulateState::new);
    return simulate;
  }

  private static void addAll(CommandLine group, Invocation invocation, Maker... makers) {
    for (Maker maker : List.of(makers)) {
      CommandLine verb = new CommandLine(maker.apply(invocation));
      group.addSubcommand(verb.getCommandName(), verb);
    }
  }
}
