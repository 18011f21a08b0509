// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.SLF4JServiceProvider;

class StderrLoggingTest {

  private static final String OURS = "dev.halfturn.token.AccessTokens";
  private static final String THEIRS = "com.example.Library";

  private final StderrLogging logging = new StderrLogging();

  /** The demonstration of another test may have left it silent. */
  @BeforeEach
  @AfterEach
  void setBack() {
    StderrLogging.usual();
  }

  private Logger logger(String name) {
    return logging.getLoggerFactory().getLogger(name);
  }

  /** Beside the one that logs everything in tests. */
  @Test
  void isFoundBySlf4j() {
    assertThat(ServiceLoader.load(SLF4JServiceProvider.class))
        .hasAtLeastOneElementOfType(StderrLogging.class);
  }

  @Test
  void showsWarningsAndErrorsOfEverybody() {
    assertThat(logger(OURS).isWarnEnabled()).isTrue();
    assertThat(logger(THEIRS).isErrorEnabled()).isTrue();
    assertThat(logger(OURS).isInfoEnabled()).isFalse();
    assertThat(logger(THEIRS).isDebugEnabled()).isFalse();
  }

  @Test
  void showsMoreOfHalfturnOnlyWhenVerbose() {
    StderrLogging.verbose();

    assertThat(logger(OURS).isDebugEnabled()).isTrue();
    assertThat(logger(OURS).isTraceEnabled()).isFalse();
    assertThat(logger(THEIRS).isInfoEnabled()).isFalse();
  }

  @Test
  void showsWhatLibrariesLogBeforeTheyRaiseItOnlyWhenVerbose() {
    assertThat(logger("com.azure.core.http.okhttp.Client").isErrorEnabled()).isFalse();

    StderrLogging.verbose();

    assertThat(logger("com.azure.core.http.okhttp.Client").isWarnEnabled()).isTrue();
    assertThat(logger("com.azure.core.http.okhttp.Client").isInfoEnabled()).isFalse();
  }

  @Test
  void showsNothingOfHalfturnWhenSilent() {
    StderrLogging.silent();

    assertThat(logger(OURS).isErrorEnabled()).isFalse();
    assertThat(logger(THEIRS).isWarnEnabled()).isTrue();
  }

  @Test
  void writesOneLineWithTheLoggersShortName() {
    assertThat(new StderrLogger(OURS).line(Level.WARN, "a b"))
        .isEqualTo("halfturn: WARN  AccessTokens: a b");
    assertThat(new StderrLogger("top").line(Level.ERROR, "a")).isEqualTo("halfturn: ERROR top: a");
  }

  @Test
  void makesOneLineOfSeveral() {
    assertThat(new StderrLogger(OURS).line(Level.WARN, "a\r\nhalfturn: error: b\u001b[2J"))
        .isEqualTo("halfturn: WARN  AccessTokens: a halfturn: error: b [2J");
  }

  @Test
  void masksSecretsWhereverTheyStandAndShowsNoException() {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      logger(OURS).warn("got {} and Atzr|IwEB-z", "Atza|IwEB-x_y", new IOException("Atza|IwEB-q"));
      logger(OURS).atError().addKeyValue("key", "Atza|IwEB-k").log("b");
      logger(OURS).info("not shown");
    } finally {
      System.setErr(before);
    }

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "halfturn: WARN  AccessTokens: got Atza|*** and Atzr|***",
            "halfturn: ERROR AccessTokens: key=Atza|*** b");
  }
}
