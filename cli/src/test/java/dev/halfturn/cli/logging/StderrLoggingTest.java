// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.spi.SLF4JServiceProvider;

class StderrLoggingTest {

  private static final String OURS = "dev.halfturn.token.AccessTokens";
  private static final String THEIRS = "com.example.Library";

  private final StderrLogging logging = new StderrLogging();

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
  void masksSecrets() {
    assertThat(new StderrLogger(OURS).line(Level.WARN, "got Atza|IwEB-x_y"))
        .isEqualTo("halfturn: WARN  AccessTokens: got Atza|***");
  }
}
