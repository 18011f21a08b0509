// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractRunTest {

  private static final String REPORT =
      """
      <testsuite name="FruitTest">
        <testcase name="anAppleIsRound"/>
        <testcase name="aPearIsNot"><failure>it is</failure></testcase>
        <testcase name="aPlumIsBlue"><skipped/></testcase>
      </testsuite>
      """;

  @TempDir Path folder;
  private ContractRun run;

  @BeforeEach
  void write() throws IOException {
    Path report = Files.writeString(folder.resolve("TEST-FruitTest.xml"), REPORT);
    run = ContractRun.of(report, "FruitTest");
  }

  @Test
  void whatPassedIsHeld() {
    assertThat(run.complaint(line("anAppleIsRound"))).isEmpty();
  }

  @Test
  void whatFailedWasSkippedOrIsMissingIsNamed() {
    assertThat(run.complaint(line("aPearIsNot")))
        .contains("\"a pear is not\" (FruitRules.aPearIsNot) in FruitTest: failure");
    assertThat(run.complaint(line("aPlumIsBlue")))
        .contains("\"a plum is blue\" (FruitRules.aPlumIsBlue) in FruitTest: skipped");
    assertThat(run.complaint(line("aCherryIsRed")))
        .contains("\"a cherry is red\" (FruitRules.aCherryIsRed) was not run by FruitTest");
  }

  @Test
  void whatAPluginsTestOverridesIsNotHeld() {
    assertThat(run.overriding("anAppleIsRound").complaint(line("anAppleIsRound")))
        .contains("\"an apple is round\" (FruitRules.anAppleIsRound) is overridden by FruitTest");
  }

  @Test
  void anOverriddenLineOfARealTestIsNoticed() {
    String members = "dev.halfturn.store.aws.secretsmanager.SecretsManagerMembersContractTest";
    ContractRun real = ContractRun.of(BuiltModule.named("store-aws"), members);

    assertThat(real.overrides("anUnknownVersionIsEmpty")).isTrue();
    assertThat(real.overrides("versionsAreListedNewestFirst")).isFalse();
  }

  @Test
  void lacksAnInterfaceAsAWholeOrHoldsAllItsLines() {
    Conforming fruit = new Conforming("fruit", run, run);

    ConformanceTable table = new ConformanceTable(List.of(fruit));

    assertThat(table.optional(Whole.class)).contains("| a cherry is red | – |");
    assertThat(table.complaints()).isEmpty();
    assertThat(table.optional(Half.class)).contains("| all apples are round | ● |");
    assertThat(table.complaints())
        .containsExactly(
            "fruit: \"a quince is hard\" (Half.aQuinceIsHard) was not run by FruitTest");
  }

  private static ContractLine line(String method) {
    return new ContractLine("FruitRules", method, ContractLine.splitAtCapitals(method));
  }

  interface Whole {
    @Test
    default void aCherryIsRed() {}
  }

  interface Half {
    @Test
    @DisplayName("all apples are round")
    default void anAppleIsRound() {}

    @Test
    default void aQuinceIsHard() {}
  }
}
