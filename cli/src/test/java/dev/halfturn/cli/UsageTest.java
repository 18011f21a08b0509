// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

  private static final String CANARY = "canary4711";

  @TempDir Path directory;

  @Test
  void suggestsTheVerbThatWasMeant() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("stauts")).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "halfturn: error: unknown verb 'stauts'\nhalfturn: hint: did you mean 'status'?\n");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void suggestsTheFlagThatWasMeant() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("status", "--jsn=" + CANARY)).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "halfturn: error: unknown flag '--jsn'\nhalfturn: hint: did you mean '--json'?\n");
  }

  @Test
  void namesWhatIsMissing() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("token")).isEqualTo(2);
    assertThat(run.err()).startsWith("halfturn: error: missing: <app>\n");
  }

  @Test
  void asksForAVerb() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run()).isEqualTo(2);
    assertThat(run.err()).startsWith("halfturn: error: a verb is missing\n");
  }

  @Test
  void writesErrorsAsJsonWhenAsked() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("token", "--json")).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "{\"schema\":\"halfturn.error/v1\",\"code\":\"INVALID_ARGUMENT\",\"reason\":\"USAGE\","
                + "\"exit\":2,\"message\":\"missing: <app>\","
                + "\"hint\":\"see 'halfturn token --help'\",\"details\":[]}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--onlysmalllettersandlong",
        "--Capitals",
        "--a_b",
        "--.x",
        "-0x",
      })
  void namesAnUnknownFlagOnlyIfItLooksLikeOne(String flag) {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("status", flag)).isEqualTo(2);
    assertThat(run.err()).startsWith("halfturn: error: an unknown flag was given\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotate erp amzn1.oa2-cs.v1.CANARY",
        "rotate erp --reason=amzn1.oa2-cs.v1.CANARY",
        "seller add erp eu Atzr|CANARY",
        "--set store.file.passphrase=Atza|CANARY status",
        "secret set a/b 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "version -- amzn1.oa2-cs.v1.CANARY"
      })
  void refusesASecretInAnArgumentWithoutRepeatingIt(String line) {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run(line.replace("CANARY", CANARY).split(" "))).isEqualTo(2);
    assertThat(run.err())
        .contains("looks like a secret and was not used")
        .doesNotContain(CANARY)
        .doesNotContain("0123456789abcdef");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rotate erp CANARY",
        "secret set a/b CANARY",
        "version CANARY CANARY",
        "secret set a/b --secret-fd CANARY",
        "status --at CANARY",
        "check -w CANARY",
        "rotate erp --wait CANARY",
        "simulate --port CANARY",
        "app add erp --region CANARY",
        "store recover --from CANARY",
        "init --unlock CANARY",
        "simulate advance CANARY",
        "simulate show erp CANARY",
        "simulate state --at CANARY",
        "--config",
        "--set CANARY status",
        "--CANARY=CANARY",
        "status --CANARY",
        "status -CANARY",
        "rotate erp --CANARY=CANARY",
        "token erp --json=CANARY",
        "CANARYCANARYCANARYCANARY"
      })
  void repeatsNoValueOfAWrongCommandLine(String line) {
    CommandRun run = CommandRun.in(directory);

    int status = run.run(line.replace("CANARY", CANARY).split(" "));

    assertThat(status).isIn(2, 3);
    assertThat(run.err() + run.out()).isNotEmpty().doesNotContain(CANARY);
  }

  @Test
  void prefersOneOfTheWaysToGiveASecret() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("secret", "set", "a/b", "-", "--secret-file", "x")).isEqualTo(2);
    assertThat(run.err())
        .startsWith("halfturn: error: flags that exclude one another were given together\n");
  }

  @Test
  void showsTheVersionWithoutAnythingElse() {
    CommandRun run = CommandRun.in(directory);

    assertThat(run.run("--version")).isZero();
    assertThat(run.out()).startsWith("halfturn ");
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.err()).isEmpty();
  }
}
