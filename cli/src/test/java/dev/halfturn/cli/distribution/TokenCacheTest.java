// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.simulator.Region;
import dev.halfturn.simulator.SimulatedApp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tokens on disk, between real processes. */
class TokenCacheTest {

  private static final int AT_ONCE = 4;

  @TempDir Path home;

  private Result halfturn(URI amazon, String in, String... args) {
    List<String> command =
        Stream.concat(Stream.of(Distribution.launcher().toString()), Stream.of(args)).toList();
    return new ChildProcess(home)
        .with("HALFTURN_ENDPOINT_ALLOW_CUSTOM", "true")
        .with("HALFTURN_ENDPOINT_LWA", amazon.toString())
        .with("HALFTURN_TOKEN_CACHE", "disk")
        .run(command, in);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no permissions of this kind")
  void serveAfterManyHaveAskedAtOnceAndAmazonHasGone() throws IOException {
    URI endpoint;
    List<Result> all;
    try (AmazonSimulator amazon = AmazonSimulator.start()) {
      endpoint = amazon.lwaEndpoint();
      SimulatedApp app = amazon.addApp("erp");
      String refreshToken = app.addSeller("acme", Region.NA).refreshToken();
      store(endpoint, app, refreshToken);
      all =
          Stream.generate(() -> endpoint)
              .limit(AT_ONCE)
              .parallel()
              .map(same -> halfturn(same, "", "token", "erp", "--seller", "acme"))
              .toList();
    }
    Result after = halfturn(endpoint, "", "token", "erp", "--seller", "acme");

    assertThat(all).allMatch(result -> result.status() == 0 && result.err().isEmpty());
    assertThat(after.status()).as(after.err()).isZero();
    assertThat(all).extracting(Result::out).contains(after.out());
    try (Stream<Path> files = Files.list(home.resolve(".local/state/halfturn/tokens"))) {
      assertThat(files).singleElement().satisfies(TokenCacheTest::isTheUsersAlone);
    }
  }

  private void store(URI amazon, SimulatedApp app, String refreshToken) {
    halfturn(amazon, "", "init", "--unlock", "key-file");
    halfturn(amazon, app.secret(), "app", "add", "erp", "--client-id", app.clientId(), "-");
    halfturn(amazon, refreshToken, "seller", "add", "erp", "acme", "-");
  }

  /** As everything that is logged: a line on standard error, below what is shown unasked. */
  @Test
  void sayOnRequestWhyNoneWasThere() {
    try (AmazonSimulator amazon = AmazonSimulator.start()) {
      SimulatedApp app = amazon.addApp("erp");
      store(amazon.lwaEndpoint(), app, app.addSeller("acme", Region.NA).refreshToken());

      Result result = halfturn(amazon.lwaEndpoint(), "", "token", "erp", "--seller", "acme", "-v");

      assertThat(result.status()).isZero();
      assertThat(result.err())
          .isEqualTo("halfturn: DEBUG KeptTokens: no token is kept (NoSuchFileException)\n");
    }
  }

  private static void isTheUsersAlone(Path file) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
