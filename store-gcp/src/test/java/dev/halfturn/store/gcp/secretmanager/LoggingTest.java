// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import static dev.halfturn.testkit.Canaries.secret;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.halfturn.spi.SecretName;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The environment of these tests has Google's libraries log, and everything is logged. */
class LoggingTest {

  private static final SecretName NAME = new SecretName("erp/lwa/clientsecret");

  private final SecretManagerWorld world = new SecretManagerWorld();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("com.google");

  @BeforeEach
  void listen() {
    logger.setLevel(Level.TRACE);
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
    logger.setLevel(null);
    world.close();
  }

  @Test
  void whatIsSentAndReadIsNotLogged() {
    SecretManagerStore store = world.store();

    store.put(NAME, secret("logged"));
    store.find(NAME);

    assertThat(System.getenv("GOOGLE_SDK_JAVA_LOGGING")).isEqualTo("true");
    String value = secret("logged").revealUtf8();
    String sent = Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
    assertThat(log.list)
        .extracting(event -> event.getFormattedMessage() + event.getKeyValuePairs())
        .noneMatch(line -> line.contains(value) || line.contains(sent));
  }
}
