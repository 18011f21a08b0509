// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class PlaceholdersTest {

  private static StandardEnvironment environment() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "test",
                Map.of("home", "/srv", "env", "wrong", "file", "wrong", "nested", "${home}")));
    return environment;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain                     | plain",
        "$5 and { and }            | $5 and { and }",
        "${home}/store             | /srv/store",
        "${nested}/store           | /srv/store",
        "${absent:/opt}/store      | /opt/store",
        "${env:PASSWORD}           | ${env:PASSWORD}",
        "${file:/run/x}            | ${file:/run/x}",
        "${secret:mail/password}   | ${secret:mail/password}",
        "$${home}                  | $${home}",
        "${home}/${env:NAME}/$${x} | /srv/${env:NAME}/$${x}",
        "${absent:${env:OTHER}}    | ${env:OTHER}",
        "${home:${env:OTHER}}      | /srv"
      })
  void springsAreReplacedAndHalfturnsLeftAlone(String text, String resolved) {
    assertThat(Placeholders.resolve(text, environment())).isEqualTo(resolved);
  }

  @Test
  void whatNothingFillsIsAnError() {
    assertThatThrownBy(() -> Placeholders.resolve("${absent}", environment()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
