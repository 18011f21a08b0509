// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.Main;
import dev.halfturn.cli.command.ExitCode;
import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.cli.script.StoreReader;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import dev.halfturn.testkit.Canaries;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a verb is doing when it is stopped, the store is whole afterwards. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no such signals")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterruptedVerbsTest {

  private static final Duration SOON = Duration.ofMinutes(1);

  /** A verb is over in about as much. */
  private static final int MILLISECONDS = 700;

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  /** By the signal itself, where the virtual machine was not far enough to catch it. */
  private static final List<Integer> BY_SIGNAL = List.of(129, 143);

  /** What the virtual machine says, rarely, where it was caught at a bad moment of its start. */
  private static final String NOT_YET_UP = "Error occurred during initialization of VM";

  private final Random random = new Random();
  private final Map<String, String> environment = new HashMap<>();
  private final AmazonSimulator amazon = AmazonSimulator.start();
  private Path home;

  @BeforeAll
  void makeStores(@TempDir Path directory) throws IOException {
    home = directory;
    environment.put("HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true");
    environment.put("HALFTURN_ENDPOINT_LWA", amazon.lwaEndpoint().toString());
    for (Region region : Region.values()) {
      environment.put("HALFTURN_ENDPOINT_SPAPI_" + region, amazon.spApi(region).toString());
    }
    SimulatedApp app = amazon.addApp("erp");
    new StoreReader(home, environment, InstantSource.system()).watch(amazon, app);
    String refreshToken = app.addSeller("us", Region.NA).refreshToken();
    here("", "init", "--unlock", "key-file");
    here(app.secret(), "app", "add", "erp", "--client-id", app.clientId(), "-");
    here(refreshToken, "seller", "add", "erp", "us", "-");
    Files.writeString(
        home.resolve(".config/halfturn/config.yaml"),
        "store.backup: { type: file, path: %1$s/backup.halfturn, key-file: %1$s/backup.key }\n"
            .formatted(home),
        StandardOpenOption.APPEND);
    here("", "store", "init", "--generate-key", "--set", "store=backup");
    Files.writeString(home.resolve("new.txt"), app.rotateInConsole());
    Files.writeString(home.resolve("token.txt"), refreshToken);
    Files.writeString(home.resolve("secret.txt"), Canaries.CLIENT_SECRET);
    Files.writeString(
        home.resolve("found.env"),
        """
        LWA_APP_ID=amzn1.application-oa2-client.7
        LWA_CLIENT_SECRET=%s
        SP_API_REFRESH_TOKEN=%s
        """
            .formatted(Canaries.CLIENT_SECRET, Canaries.REFRESH_TOKEN));
  }

  @AfterAll
  void closeAmazon() {
    amazon.close();
  }

  /** In this process. */
  private Result here(String in, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            args,
            new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            InstantSource.system());
    String said = err.toString(StandardCharsets.UTF_8);
    assertThat(status).as(said).isZero();
    return new Result(status, out.toString(StandardCharsets.UTF_8), said);
  }

  /** Done, refused as things stand by then, or stopped; not broken and not misunderstood. */
  private static boolean isInOrder(int status) {
    return BY_SIGNAL.contains(status)
        || EnumSet.complementOf(EnumSet.of(ExitCode.FAILED, ExitCode.USAGE)).stream()
            .anyMatch(code -> code.number() == status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app add shop --client-id amzn1.application-oa2-client.1 --secret-file secret.txt",
        "app add shop --client-id amzn1.application-oa2-client.1 --secret-file secret.txt --replace"
            + " --yes",
        "app remove shop --yes",
        "seller add erp eu --secret-file token.txt --replace --yes",
        "seller remove erp eu --yes",
        "import found.env --app found --created 2026-07-01",
        "import --cleanup --yes found.env",
        "token erp --seller us",
        "test erp",
        "remind",
        "rotate erp --handoff primary-user@example.com",
        "rotate erp --secret-file new.txt --wait 0",
        "rotate erp --resume --wait 0",
        "rollback erp --yes",
        "secret set a/b --secret-file token.txt",
        "secret delete a/b --yes",
        "copy --from file --to backup --yes",
        "exec erp/us -- true",
        "export erp",
        "config set app.erp.region na",
        "key add --key-file spare.key --generate",
        "store rekey --yes",
        "store test",
        "store recover --accept-rollback",
      })
  void leaveTheStoreWhole(String line) {
    for (String signal : SIGNALS) {
      List<String> command = new ArrayList<>(List.of(Distribution.launcher().toString()));
      command.addAll(List.of(line.split(" ", -1)));
      Duration moment = Duration.ofMillis(random.nextInt(MILLISECONDS));
      try (LiveProcess verb = new LiveProcess(home, environment, "", command)) {
        if (!verb.hasEndedAfter(moment)) {
          verb.signal(signal);
        }
        int status = verb.endsWithin(SOON);
        String said = signal + " after " + moment.toMillis() + " ms: " + verb.err();
        if (!verb.err().startsWith(NOT_YET_UP)) {
          assertThat(status).as(said).matches(InterruptedVerbsTest::isInOrder);
          assertThat(verb.err()).as(said).doesNotContain("\tat ", "Exception", "internal");
        }
      }
      here("", "store", "verify");
      here("", "status");
      here("", "config", "check");
    }
  }
}
