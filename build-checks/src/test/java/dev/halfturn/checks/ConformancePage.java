// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import dev.halfturn.testkit.ExpirySchedulerContract;
import dev.halfturn.testkit.NotifierContract;
import dev.halfturn.testkit.PluginFactoryContract;
import dev.halfturn.testkit.SecretIssuerContract;
import dev.halfturn.testkit.SecretStoreContract;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The text of {@code docs/conformance.md}. */
final class ConformancePage {

  private static final String BEGINNING =
      """
      # Conformance

      Every store, every scheduler, every notifier and every issuer is held to the contract of its kind, a class of tests in the
      testkit. This page is made from the contracts and from the reports of the tests that ran: the build fails if a line is not
      held, was skipped, was not run, is overridden by a plug-in's own test, or if this page says something else.

      %s `memory` and `recording` are the testkit's own, the reference.

      The services of the clouds are played in the test's process, so that anyone can run this without an account:

      ```sh
      mvn -B verify
      ```

      This writes the page anew, once all tests have run:

      ```sh
      mvn -q test -pl build-checks -am -Dtest=ConformanceReportTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocuments.rewrite=true
      ```

      A plug-in of your own is held to the same lines by a test that extends `SecretStoreContract`, `ExpirySchedulerContract`,
      `NotifierContract` or `SecretIssuerContract`: [a store](../examples/third-party-store/), [a notifier](../examples/third-party-notifier/).
      """
          .formatted(ConformanceTable.legend());

  /** What {@code Secrets} does then; shown by {@code AbsentInterfacesTest}. */
  static final Map<String, String> INSTEAD =
      Map.of(
          "VersionedSecretStoreContract",
          "An entry has one version, the current one.",
          "CreateOnlySecretStoreContract",
          "The store that notices a race afterwards puts back the value of who created the entry"
              + " first. On a store with neither interface a first value is put as any other: of"
              + " two who create an entry at once, the later one wins.",
          "ConditionalSecretStoreContract",
          "The store that notices a race afterwards puts the other's value back, and the caller is"
              + " told that it was overtaken. A store with neither interface stores the value in"
              + " any case.",
          "RaceDetectingSecretStoreContract",
          "A store that compares before it writes needs no more. A store with neither interface"
              + " stores the value in any case.",
          "BatchSecretStoreContract",
          "Values are put one after the other, in an order that is safe at every point.",
          "ExpiringSecretStoreContract",
          "The store's own field stays empty; the date is in the rotation record alone.");

  private static final String ABSENCE =
      """
      ## What is absent, and what happens then

      An interface is absent as a whole. The contract's line "each optional interface of the store is tested by its contract, and
      no other" fails for a store that has an interface without holding its lines, or claims one it does not have. No command
      refuses a store for what it lacks here; `halfturn store caps` says what it can do.

      | interface | absent in | without it |
      |---|---|---|
      """;

  /** The scripts of the command show each of these messages. */
  static final String VERBS =
      """

      What one kind of plug-in alone can do is no part of a contract. Such verbs end with status 19, `UNSUPPORTED`, on the others:

      | verb | refused with |
      |---|---|
      | `store init`, `verify`, `rekey`, `recover`; `key list`, `add`, `remove` | `store '<store>' needs no care: its service does that` |
      | `store calibrate` | `store '<store>' has no passphrase whose cost could be chosen` |
      | `store policy` | `the plug-in '<plug-in>' knows no policy for its stores` |
      | `scheduler apply`, `verify`, `remove` | `scheduler '<scheduler>' needs nothing at another side` |
      """;

  private final StringBuilder text = new StringBuilder(BEGINNING);
  private final List<String> complaints = new ArrayList<>();

  /** The page; what is not as it must be is in {@link #complaints}. */
  ConformancePage(
      List<Conforming> stores,
      List<Conforming> schedulers,
      List<Conforming> notifiers,
      List<Conforming> issuers) {
    stores(stores);
    others("Schedulers", ExpirySchedulerContract.class, schedulers);
    others("Notifiers", NotifierContract.class, notifiers);
    others("Issuers", SecretIssuerContract.class, issuers);
  }

  String text() {
    return text.toString();
  }

  /** What is neither held nor absent. */
  List<String> complaints() {
    return complaints;
  }

  private void stores(List<Conforming> stores) {
    ConformanceTable table = new ConformanceTable(stores);
    text.append("\n## Stores\n");
    Stream.concat(
            Stream.of(SecretStoreContract.class.getInterfaces()),
            Stream.of(SecretStoreContract.class))
        .forEach(rules -> section(rules, table.required(rules, Conforming::contract)));
    Map<Class<?>, String> absentIn = new LinkedHashMap<>();
    for (Class<?> contract : optionalContracts()) {
      section(contract, table.optional(contract));
      String without = ConformanceTable.names(lacking(stores, contract));
      if (!without.isEmpty()) {
        absentIn.put(contract, without);
      }
    }
    section(
        PluginFactoryContract.class,
        table.required(PluginFactoryContract.class, Conforming::factory));
    text.append('\n').append(ABSENCE);
    absentIn.forEach(
        (contract, without) ->
            text.append(
                "| %s | %s | %s |\n"
                    .formatted(title(contract), without, INSTEAD.get(contract.getSimpleName()))));
    text.append(VERBS);
    complaints.addAll(table.complaints());
  }

  /** A kind of plug-in with one contract and no optional interface. */
  private void others(String kind, Class<?> contract, List<Conforming> plugins) {
    ConformanceTable table = new ConformanceTable(plugins);
    text.append("\n## ").append(kind).append('\n');
    section(contract, table.required(contract, Conforming::contract));
    section(
        PluginFactoryContract.class,
        table.required(PluginFactoryContract.class, Conforming::factory));
    complaints.addAll(table.complaints());
  }

  private void section(Class<?> contract, String table) {
    text.append("\n### ").append(title(contract)).append("\n\n").append(table);
  }

  private static List<Conforming> lacking(List<Conforming> stores, Class<?> contract) {
    List<ContractLine> lines = ContractLine.of(contract);
    return stores.stream()
        .filter(store -> lines.stream().noneMatch(store.contract()::knows))
        .toList();
  }

  /** The contracts of all optional interfaces that the testkit knows. */
  static List<Class<?>> optionalContracts() {
    return BuiltModule.named("testkit").classes().stream()
        .filter(type -> type.isInterface() && type.getSimpleName().endsWith("SecretStoreContract"))
        .<Class<?>>map(type -> type.reflect())
        .sorted(Comparator.comparing(Class::getSimpleName))
        .toList();
  }

  private static String title(Class<?> contract) {
    String name = contract.getSimpleName();
    if (name.endsWith("Rules")) {
      return name.replaceFirst("Rules$", "");
    }
    return "`" + name.replaceFirst("Contract$", "") + "`";
  }
}
