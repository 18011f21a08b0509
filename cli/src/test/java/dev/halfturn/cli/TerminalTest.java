// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.process.StopSignal;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.cli.script.StoreReader;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With somebody at the keyboard. */
class TerminalTest {

  private static final String PASSPHRASE = "correct horse battery ${staple}";

  @TempDir Path directory;
  private final AmazonSimulator amazon = AmazonSimulator.start();

  @AfterEach
  void closeAmazon() {
    amazon.close();
  }

  private CommandRun command(Terminal terminal) {
    CommandRun run =
        CommandRun.in(directory)
            .terminal(terminal)
            .with("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true")
            .with("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      run.with("HALFTURN_ENDPOINT_SPAPI_" + region.name(), amazon.spApi(region).toString());
    }
    return run;
  }

  private SimulatedApp addApp() {
    SimulatedApp app = amazon.addApp("erp");
    Map<String, String> environment = Map.of("HOME", directory.toString());
    new StoreReader(directory, environment, InstantSource.system()).watch(amazon, app);
    return app;
  }

  private void init() {
    assertThat(command(Terminal.none()).run("init", "--unlock", "key-file")).isZero();
  }

  @Nested
  class Unlocking {

    @Test
    void isAskedForAndAnEmptyAnswerMeansAKeyFile() {
      ScriptedTerminal person = new ScriptedTerminal("");

      assertThat(command(person).run("init")).isZero();
      assertThat(person.questions).singleElement().asString().startsWith("Unlock how?");
      assertThat(directory.resolve(".config/halfturn/store.key")).exists();
    }

    @Test
    void byPassphraseAsksTwiceThenOnceEachTime() {
      ScriptedTerminal person = new ScriptedTerminal("1", PASSPHRASE, PASSPHRASE, PASSPHRASE);

      assertThat(command(person).run("init")).isZero();
      assertThat(command(person).run("secret", "names")).isZero();
      assertThat(person.questions)
          .hasSize(4)
          .element(3)
          .asString()
          .isEqualTo("hidden Passphrase of store 'file' (hidden): ");
    }

    @Test
    void byPassphraseAsksOnceHoweverOftenTheStoreIsOpened() {
      ScriptedTerminal person = new ScriptedTerminal("1", PASSPHRASE, PASSPHRASE, PASSPHRASE);

      command(person).run("init");
      assertThat(command(person).run("doctor")).isZero();
      assertThat(person.questions).hasSize(4);
    }

    @Test
    void byAnotherPassphraseFails() {
      command(new ScriptedTerminal("1", PASSPHRASE, PASSPHRASE)).run("init");
      CommandRun run = command(new ScriptedTerminal("wrong horse battery staple"));

      assertThat(run.run("secret", "names")).isEqualTo(7);
      assertThat(run.err()).doesNotContain("horse");
    }

    @Test
    void byTwoDifferentPassphrasesMakesNothing() {
      CommandRun run = command(new ScriptedTerminal("1", PASSPHRASE, PASSPHRASE + "x"));

      assertThat(run.run("init")).isEqualTo(2);
      assertThat(run.err()).startsWith("halfturn: error: the two were not the same\n");
      assertThat(directory.resolve(".config")).doesNotExist();
    }
  }

  @Nested
  class Secrets {

    @Test
    void areNotWrittenToATerminalUnlessRevealed() {
      init();
      command(Terminal.none()).input("canary").run("secret", "set", "a/b", "-");
      CommandRun run = command(new ScriptedTerminal());

      assertThat(run.run("secret", "get", "a/b")).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.run("token", "erp")).isEqualTo(2);
      assertThat(run.run("secret", "get", "a/b", "--reveal")).isZero();
      assertThat(run.out()).isEqualTo("canary\n");
    }

    @Test
    void areTypedUnseen() {
      init();
      ScriptedTerminal person = new ScriptedTerminal("canary");

      assertThat(command(person).run("secret", "set", "a/b")).isZero();
      assertThat(person.questions).containsExactly("hidden Value (hidden): ");
    }

    @Test
    void areRemovedOnlyIfThatIsConfirmed() {
      init();
      command(Terminal.none()).input("canary").run("secret", "set", "a/b", "-");
      CommandRun run = command(new ScriptedTerminal("", "y"));

      assertThat(run.run("secret", "delete", "a/b")).isEqualTo(20);
      assertThat(run.err()).contains("not confirmed");
      assertThat(run.run("secret", "delete", "a/b")).isZero();
    }
  }

  @Nested
  class WhatMayStillLive {

    private SimulatedApp added() {
      init();
      SimulatedApp app = addApp();
      command(Terminal.none())
          .input(app.secret())
          .run("app", "add", "erp", "--client-id", app.clientId(), "-");
      return app;
    }

    @Test
    void isReplacedOnlyIfThatIsConfirmedBeforeTheSecretIsAskedFor() {
      SimulatedApp app = added();
      ScriptedTerminal person = new ScriptedTerminal("n", "y", app.secret());
      CommandRun run = command(person);
      String[] replace = {"app", "add", "erp", "--client-id", app.clientId(), "--replace"};

      assertThat(run.run(replace)).isEqualTo(20);
      assertThat(run.err()).contains("not confirmed");
      assertThat(run.run(replace)).isZero();
      assertThat(person.questions)
          .hasSize(3)
          .element(0)
          .asString()
          .contains("the client id and the client secret of erp", "sellers stay", "kept", "[y/N]");
      assertThat(person.questions).element(2).asString().startsWith("hidden ");
    }

    @Test
    void aRefreshTokenIsReplacedOnlyIfThatIsConfirmedBeforeTheNewOneIsAskedFor() {
      SimulatedApp app = added();
      String token = app.addSeller("acme-us", Region.NA).refreshToken();
      command(Terminal.none()).input(token).run("seller", "add", "erp", "-");
      ScriptedTerminal person = new ScriptedTerminal("n", "y", token);
      CommandRun run = command(person);
      String[] replace = {"seller", "add", "erp", "--replace"};

      assertThat(run.run(replace)).isEqualTo(20);
      assertThat(run.err()).contains("not confirmed");
      assertThat(run.run(replace)).isZero();
      assertThat(person.questions)
          .hasSize(3)
          .element(0)
          .asString()
          .contains("the refresh token of erp/default", "[y/N]");
      assertThat(person.questions).element(2).asString().startsWith("hidden ");
    }

    @Test
    void isNamedBeforeItIsRemoved() {
      added();
      ScriptedTerminal person = new ScriptedTerminal("", "");

      assertThat(command(person).run("app", "remove", "erp")).isEqualTo(20);
      assertThat(command(person).run("secret", "delete", "erp/lwa/clientsecret")).isEqualTo(20);
      assertThat(person.questions)
          .hasSize(2)
          .allMatch(asked -> asked.contains("its client secret (nobody knows until when)"));
      assertThat(command(Terminal.none()).run("test", "erp")).isZero();
    }
  }

  @Nested
  class Rotation {

    @Test
    void asksAgainWhereTheWrongThingWasPasted() {
      init();
      SimulatedApp app = addApp();
      String refreshToken = app.addSeller("default", Region.NA).refreshToken();
      command(Terminal.none())
          .input(app.secret())
          .run("app", "add", "erp", "--client-id", app.clientId(), "-");
      command(Terminal.none()).input(refreshToken).run("seller", "add", "erp", "-");
      String old = app.secret();
      ScriptedTerminal person =
          new ScriptedTerminal("y", app.clientId(), old, "  ", app.rotateInConsole());
      CommandRun run = command(person);

      assertThat(run.run("rotate", "erp")).isZero();
      assertThat(person.questions.get(0)).contains("Is that you?");
      assertThat(person.questions.subList(1, person.questions.size()))
          .hasSize(4)
          .allMatch("hidden New client secret (hidden): "::equals);
      assertThat(run.out())
          .contains(
              "as the primary account user",
              "✗ that is a client id, not a client secret",
              "✗ that is the current secret, not a new one",
              "Step 4 of 4 · finish     ✓")
          .doesNotContain(old);
    }

    @Test
    void givesUpAfterFiveWrongPastes() {
      init();
      SimulatedApp app = addApp();
      command(Terminal.none())
          .input(app.secret())
          .run("app", "add", "erp", "--client-id", app.clientId(), "-");
      String id = app.clientId();
      ScriptedTerminal person = new ScriptedTerminal("y", id, id, id, id, id, id);

      assertThat(command(person).run("rotate", "erp")).isEqualTo(2);
      assertThat(person.questions).hasSize(6);
    }

    @Test
    void leavesEverythingAsItWasWhenInputEnds() {
      init();
      SimulatedApp app = addApp();
      command(Terminal.none())
          .input(app.secret())
          .run("app", "add", "erp", "--client-id", app.clientId(), "-");
      CommandRun run = command(new ScriptedTerminal("y"));

      assertThat(run.run("rotate", "erp")).isEqualTo(2);
      assertThat(run.err()).contains("no new client secret was given");
      assertThat(run.run("rotate", "erp", "--resume")).isEqualTo(10);
    }

    private SimulatedApp rotated() {
      init();
      SimulatedApp app = addApp();
      String refreshToken = app.addSeller("default", Region.NA).refreshToken();
      command(Terminal.none())
          .input(app.secret())
          .run("app", "add", "erp", "--client-id", app.clientId(), "-");
      command(Terminal.none()).input(refreshToken).run("seller", "add", "erp", "-");
      int status =
          command(Terminal.none())
              .input(app.rotateInConsole())
              .run("rotate", "erp", "--new-secret-stdin");
      assertThat(status).isZero();
      return app;
    }

    @Test
    void isRefusedBeforeAnybodyIsSentToTheConsoleTooEarly() {
      SimulatedApp app = rotated();
      ScriptedTerminal person = new ScriptedTerminal("y", app.rotateInConsole());
      CommandRun run = command(person);

      assertThat(run.run("rotate", "erp")).isEqualTo(20);
      assertThat(person.questions).isEmpty();
      assertThat(run.err()).contains("less than 7 days ago", "--new-secret-stdin", "--force");
      assertThat(run.run("rotate", "erp", "--force", "--reason", "it\nleaked")).isZero();
      assertThat(run.err()).contains("forced: it?leaked\n");
    }

    @Test
    void isRefusedBeforeAnybodyIsSentToTheConsoleByAWrongClock() {
      init();
      SimulatedApp app = addApp();
      command(Terminal.none())
          .input(app.secret())
          .run("app", "add", "erp", "--client-id", app.clientId(), "-");
      String refreshToken = app.addSeller("default", Region.NA).refreshToken();
      command(Terminal.none()).input(refreshToken).run("seller", "add", "erp", "-");
      ScriptedTerminal person = new ScriptedTerminal("y", app.rotateInConsole());
      Instant wrong = amazon.now().plus(Duration.ofHours(1));
      CommandRun run = command(person).clock(() -> wrong);

      assertThat(run.run("rotate", "erp")).isEqualTo(20);
      assertThat(person.questions).isEmpty();
      assertThat(run.out()).doesNotContain("as the primary account user");
      assertThat(run.err()).contains("this computer's clock differs from Amazon's by", "force");
      assertThat(run.run("rotate", "erp", "--dry-run")).isZero();
      assertThat(run.run("rotate", "erp", "--force", "--reason", "no ntp here")).isZero();
      assertThat(run.err()).contains("forced: no ntp here\n");
    }

    @Test
    void saysHowToGoOnIfItIsStoppedWhileItWaits() {
      SimulatedApp app = rotated();
      app.breakNextSecret();
      String broken = app.rotateInConsole();
      List<Duration> waited = new ArrayList<>();
      CommandRun run =
          command(Terminal.none())
              .input(broken)
              .pause(
                  duration -> {
                    waited.add(duration);
                    throw new HalfturnException(
                        Problem.of(ErrorCode.UNAVAILABLE, StopSignal.REASON, "interrupted"));
                  });

      assertThat(run.run("rotate", "erp", "--new-secret-stdin")).isEqualTo(130);
      assertThat(waited).hasSize(1);
      assertThat(run.out())
          .contains("the new secret is kept", "Go on with   halfturn rotate erp --resume R-");
      assertThat(run.run("test", "erp")).isZero();
    }
  }
}
