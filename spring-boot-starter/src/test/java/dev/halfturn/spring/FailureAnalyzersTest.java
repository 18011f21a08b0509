// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.testkit.Canaries;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationPreparedEvent;

class FailureAnalyzersTest {

  @ImportAutoConfiguration(HalfturnAutoConfiguration.class)
  static class Application {}

  /** What an application says that does not start. */
  static String said(String... properties) {
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    SpringApplication application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .properties(properties)
            // logging is set up by the start itself
            .listeners(
                event -> {
                  if (event instanceof ApplicationPreparedEvent) {
                    ((Logger) LoggerFactory.getLogger("org.springframework.boot"))
                        .addAppender(lines);
                  }
                })
            .build();

    Throwable failure = catchThrowable(application::run);

    assertThat(failure).isNotNull();
    List<ILoggingEvent> errors =
        lines.list.stream().filter(line -> line.getLevel() == Level.ERROR).toList();
    assertThat(errors).hasSize(1);
    assertThat(errors.get(0).getThrowableProxy()).isNull();
    assertThat(Canaries.detector().scan(errors.get(0).getFormattedMessage())).isEmpty();
    return errors.get(0).getFormattedMessage();
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    String said =
        said(
            "halfturn.stoer=file",
            "halfturn.remind.time=25 o'clock",
            "halfturn.store.file.passphrase=" + Canaries.TEXT,
            "halfturn.store.file.passphrase-file=/run/p",
            "halfturn.store=file");

    assertThat(said)
        .contains("Halfturn was not opened: 4 properties of the application need to be put right")
        .contains("    halfturn.stoer: is not a setting (did you mean 'halfturn.store'?)")
        .contains("    halfturn.store.file.path: ")
        .contains("    halfturn.remind.time: ")
        .contains("    halfturn.store.file.passphrase: is given here and as")
        .contains("[defaultProperties]")
        .doesNotContain("25 o'clock")
        .contains("docs/configuration.md");
  }

  @Test
  void oneProblemIsOne() {
    assertThat(said("halfturn.apps=erp"))
        .contains("1 property of the application needs")
        .contains("    halfturn.store: is required");
  }

  @Test
  void aKeyThatMayBeASecretIsNotShown() {
    assertThat(said("halfturn.store=file", "halfturn." + Canaries.CLIENT_SECRET + "=x"))
        .contains("    a key that is not shown: is not a setting");
  }

  @Test
  void aStoreThatCannotBeOpenedSaysWhyAndWhatToDo() {
    assertThat(
            said(
                "halfturn.store=file",
                "halfturn.store.file.path=/nowhere/secrets.halfturn",
                "halfturn.store.file.key-file=/nowhere/store.key"))
        .contains("Halfturn was not opened: ")
        .contains("/nowhere/");
  }

  @Test
  void aCallOfTheApplicationsOwnKeepsItsTrace() {
    HalfturnException failure =
        new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "no answer"));

    assertThat(new OpeningFailureAnalyzer().analyze(new IllegalStateException(failure))).isNull();
  }
}
