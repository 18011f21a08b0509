// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.process.Terminal;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.testkit.SettableClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import} with somebody at the keyboard. */
class ImportTest {

  private static final Path DOCUMENT = Path.of("../docs/import.md");
  private static final String SHOWN = "```text\n$ halfturn import\n";
  private static final String CLIENT = "amzn1.application-oa2-client.0123456789abcdef0123456789ab";
  private static final String SECRET = "amzn1.oa2-cs.v1." + "ab".repeat(32);
  private static final String TOKEN = "Atzr|IwEBIAAAAAAAAAAAAAAA";

  @TempDir Path directory;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T14:02:00Z"));
  private CommandRun command;

  /** Shows what is asked and what is answered, as a terminal does. */
  private static final class Typist implements Terminal {
    private final ScriptedTerminal person;
    private final PrintStream screen;

    Typist(CommandRun run, String... answers) {
      this.person = new ScriptedTerminal(answers);
      this.screen = new PrintStream(run.out, true, StandardCharsets.UTF_8);
    }

    @Override
    public boolean canAsk() {
      return true;
    }

    @Override
    public boolean showsOutput() {
      return true;
    }

    @Override
    public Optional<String> ask(String prompt) {
      Optional<String> answer = person.ask(prompt);
      screen.println(prompt + answer.orElse(""));
      return answer;
    }

    @Override
    public Optional<char[]> askHidden(String prompt) {
      throw new AssertionError("nothing is to be typed unseen");
    }
  }

  @BeforeEach
  void init() {
    command = CommandRun.in(directory).clock(clock);
    assertThat(command.run("init", "--unlock", "key-file")).isZero();
  }

  private int run(List<String> answers, String... args) {
    command.terminal(new Typist(command, answers.toArray(new String[0])));
    int status = command.run(args);
    assertThat(command.out() + command.err()).doesNotContain(SECRET).doesNotContain(TOKEN);
    return status;
  }

  private void pythonFile(String... accounts) throws IOException {
    StringBuilder text = new StringBuilder("version: '1.0'\n");
    for (String account : accounts) {
      text.append(
          "%s:\n  refresh_token: '%s%s'\n  lwa_app_id: '%s4b7c'\n  lwa_client_secret: '%s'\n"
              .formatted(account, TOKEN, account, CLIENT, SECRET));
    }
    Path file = directory.resolve(".config/python-sp-api/credentials.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void dotenv(String client) throws IOException {
    Files.writeString(
        directory.resolve(".env"),
        "LWA_APP_ID=%s%s\nLWA_CLIENT_SECRET=%s\n".formatted(CLIENT, client, SECRET));
  }

  @Test
  void asksAndAnswersAsTheDocumentShows() throws IOException {
    pythonFile("default", "eu");

    int status = run(List.of("", "console", "2026-12-28"), "import");

    String document = Files.readString(DOCUMENT);
    String shown = document.substring(document.indexOf(SHOWN) + SHOWN.length());
    assertThat(command.out().replaceAll("fp:[0-9a-f]{6}", "fp:9f3a21"))
        .isEqualTo(shown.substring(0, shown.indexOf("```")));
    assertThat(status).isZero();
    assertThat(command.err()).isEmpty();
  }

  @Test
  void asksNothingThatAFlagOrTheStoreAnswers() throws IOException {
    pythonFile("default");

    assertThat(run(List.of(), "import", "--app", "erp", "--created", "today")).isZero();
    assertThat(run(List.of(""), "import")).isZero();
    assertThat(command.out()).contains("[erp]:", "Unchanged  erp").doesNotContain("When was");
  }

  @Test
  void suggestsAnotherNameIfTheUsualOneIsTaken() throws IOException {
    dotenv("1111");
    assertThat(run(List.of("", "unknown"), "import")).isZero();
    dotenv("2222");

    assertThat(run(List.of("", "2026-11-01"), "import")).isZero();
    assertThat(command.out()).contains("[erp-2]:", "Stored  erp-2  v1");
  }

  @Test
  void asksForTheDateAsLongAsNobodyKnowsIt() throws IOException {
    dotenv("1111");
    assertThat(run(List.of("", "unknown"), "import")).isZero();

    assertThat(run(List.of("", "2026-11-01"), "import")).isZero();
    assertThat(command.out()).contains("Stored  erp", "expires Fri 30 Apr 2027 (157 days)");
  }

  @Nested
  class WrongAnswers {

    @Test
    void areAskedAgainWithoutBeingRepeated() throws IOException {
      dotenv("1111");

      int status =
          run(
              List.of("ERP?", "erp", "last week", "2027-01-01", "console", "soon", "2026-12-28"),
              "import");

      assertThat(status).isZero();
      assertThat(command.out())
          .contains(
              "   ✗ not a legal name of an application: 'ERP?'\n     use lower-case letters",
              "   ✗ the answer is not a date such as 2026-07-01",
              "   ✗ a client secret with that date would have been made in the future",
              "Stored  erp  v1");
    }

    @Test
    void areEnoughAfterFive() throws IOException {
      dotenv("1111");

      assertThat(run(List.of("A", "B", "C", "D", "E", "erp"), "import")).isEqualTo(2);
      assertThat(command.err()).startsWith("halfturn: error: not a legal name");
    }

    @Test
    void leaveNothingBehindWhenInputEnds() throws IOException {
      dotenv("1111");

      assertThat(run(List.of("erp"), "import")).isEqualTo(2);
      assertThat(command.err()).contains("no answer was given", "nothing has changed");
      assertThat(run(List.of(), "secret", "names")).isZero();
      assertThat(command.out()).isEmpty();
    }
  }

  @Test
  void asksForEachApplicationAndLeavesOutWhatIsNotWanted() throws IOException {
    pythonFile("default");
    dotenv("1111");

    assertThat(run(List.of("-", "shop", "today"), "import")).isZero();
    assertThat(command.out())
        .contains(
            "Name of application …1111       [erp, or - to leave it out]: -",
            "Name of application …4b7c       [erp, or - to leave it out]: shop",
            "Stored  shop  v1")
        .doesNotContain("Stored  erp");
  }

  @Test
  void wantsOneApplicationForOneName() throws IOException {
    pythonFile("default");
    dotenv("1111");

    assertThat(run(List.of(), "import", "--app", "erp")).isEqualTo(2);
    assertThat(command.err()).contains("choose by --client-id", "1111, 4b7c");
    assertThat(run(List.of("today"), "import", "--app", "erp", "--client-id", "4b7c")).isZero();
  }

  @Test
  void wantsAYesBeforeItCleansUp() throws IOException {
    try (AmazonSimulator amazon = AmazonSimulator.start()) {
      SimulatedApp app = amazon.addApp("erp");
      command
          .with("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true")
          .with("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
      Path file = directory.resolve(".env");
      String text = "SP_API_CLIENT_ID=%s\nSP_API_CLIENT_SECRET=%s\n";
      Files.writeString(file, text.formatted(app.clientId(), app.secret()));
      assertThat(run(List.of("", "today"), "import")).isZero();

      assertThat(run(List.of(""), "import", "--cleanup")).isEqualTo(20);
      assertThat(command.out()).contains("Remove 1 value from ./.env? [y/N] ");
      assertThat(file).hasContent(text.formatted(app.clientId(), app.secret()));
      assertThat(run(List.of("y"), "import", "--cleanup")).isZero();
      assertThat(file).hasContent(text.formatted(app.clientId(), ""));
      assertThat(run(List.of(), "import", "--cleanup")).isZero();
      assertThat(command.out()).isEqualTo("Nothing to remove in ./.env\n");
    }
  }

  @Test
  void mentionsWhatTheEnvironmentHasWhenItCleansUp() throws IOException {
    dotenv("1111");
    assertThat(run(List.of("", "today"), "import")).isZero();
    Files.delete(directory.resolve(".env"));
    command.with("LWA_CLIENT_SECRET", SECRET).with("SP_API_REFRESH_TOKEN", "Atzr|other");

    assertThat(run(List.of(), "import", "--cleanup")).isZero();
    assertThat(command.err())
        .isEqualTo(
            "halfturn: warning: the environment has it in LWA_CLIENT_SECRET, too; take it out where"
                + " it is set\n");
  }

  @Test
  void showsAsciiWhereNothingElseCanBeShown() throws IOException {
    dotenv("1111");
    command.with("LANG", "C");

    assertThat(run(List.of("", "console", "2026-12-28"), "import")).isZero();
    assertThat(command.out())
        .isASCII()
        .contains("environment, ./.env,", "secret ok  refresh !!", "Develop apps -> column");
  }

  @Test
  void saysWhatItMayNotRead() throws IOException {
    dotenv("1111");
    Path file = directory.resolve(".env");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    boolean may = Files.isReadable(file); // the superuser may read everything

    boolean refused = run(List.of(), "import", ".env") == 4;

    assertThat(refused).isEqualTo(!may);
    assertThat(command.err().contains("may not read ~/.env")).isEqualTo(!may);
  }
}
