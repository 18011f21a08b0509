// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Stage;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.token.AccessTokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Settings that are wrong make one message, which says all of it and nothing else. */
class BadConfigurationTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Singleton
  static final class First {
    @Inject
    First(AccessTokens tokens) {
      assertThat(tokens).isNotNull();
    }
  }

  @Singleton
  static final class Second {
    @Inject
    Second(AccessTokens tokens) {
      assertThat(tokens).isNotNull();
    }
  }

  private CreationException creationFails(Stage stage) {
    try (HalfturnService service = rig.service()) {
      return catchThrowableOfType(
          CreationException.class,
          () ->
              Guice.createInjector(
                  stage,
                  new HalfturnModule(service),
                  rig.plugins(),
                  binder -> {
                    binder.bind(First.class);
                    binder.bind(Second.class);
                  }));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEVELOPMENT", "PRODUCTION"})
  void allProblemsAreOneMessage(Stage stage) throws IOException {
    rig.settings.put("stroe", "file");
    rig.settings.put("store", "fiel");
    rig.settings.put("remind.time", "noon");
    rig.settings.put("endpoint.lwa", "http://user:" + Canaries.TEXT + "@example.com/");
    rig.settings.put(Canaries.CLIENT_SECRET, Canaries.REFRESH_TOKEN);

    CreationException failure = creationFails(stage);

    assertThat(failure.getErrorMessages()).hasSize(1);
    assertThat(failure).hasNoCause();
    assertThat(said(failure))
        .isEqualTo(Files.readString(Path.of("src/test/resources/bad-configuration.txt")));
    assertThat(Canaries.detector().scan(failure)).isEmpty();
  }

  /** Without the lines of code and the legend of class names, which are Guice's. */
  private static String said(CreationException failure) {
    return failure.getMessage().replaceAll("(?m)^  at .*\n", "").replaceAll("(?s)\n=====.*", "");
  }

  @Test
  void oneProblemIsOneMessageToo() {
    rig.settings.put("remind.time", "noon");

    assertThat(creationFails(Stage.PRODUCTION))
        .hasMessageContaining(
            "halfturn cannot be opened, one problem:\n     settings: remind.time:");
  }
}
