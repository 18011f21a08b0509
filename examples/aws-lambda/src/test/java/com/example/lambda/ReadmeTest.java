// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the page says to type, and names, is there. */
class ReadmeTest {

  private final String page = Files.readString(Path.of("README.md"));
  private final String template = Files.readString(Template.FILE);

  ReadmeTest() throws IOException {}

  private static Stream<String> all(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(match -> match.group(1));
  }

  @Test
  void theStackHasTheParametersThatAreGiven() {
    List<String> given = all("(?<=[ `])([A-Z]\\w+)=[\\w@./-]+", page).distinct().toList();

    assertThat(given).contains("App", "CodeBucket", "CodeKey", "Mail", "TimeZone", "Tier");
    assertThat(given)
        .allSatisfy(name -> assertThat(template).contains("\n  " + name + ":\n    Description:"));
  }

  @Test
  void theDeploymentGivesAllThatTheStackAsksFor() throws IOException {
    String deploy = page.substring(page.indexOf("aws cloudformation deploy"));
    List<String> asked =
        Template.with(Map.of()).parameters().entrySet().stream()
            .filter(parameter -> !Template.map(parameter.getValue()).containsKey("Default"))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(asked)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(deploy).contains(" " + name + "="));
  }

  @Test
  void theFunctionsUnderstandTheEvents() throws IOException {
    List<String> events = all("--payload '([^']+)'", page).toList();

    assertThat(events).hasSize(2);
    assertThat(JSON.std.mapFrom(events.get(0)))
        .isEqualTo(Map.of("app", "erp", "seller", "acme-us"));
    assertThat(JSON.std.mapFrom(events.get(1))).isEqualTo(Map.of("app", "erp"));
  }

  @Test
  void theAlarmsAreThoseOfTheStack() throws IOException {
    List<String> alarms =
        Template.with(Map.of()).resources().entrySet().stream()
            .filter(
                resource ->
                    Template.map(resource.getValue()).get("Type").equals("AWS::CloudWatch::Alarm"))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(alarms).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
  }

  @Test
  void filesAndOutputsThatAreNamedExist() {
    assertThat(all("\\]\\((\\.\\./[^)#]+)", page)).isNotEmpty().allMatch(ReadmeTest::exists);
    assertThat(all("\\(output `(\\w+)`\\)", page))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(template).contains("\n  " + name + ":\n    Description:"));
    assertThat(all("`(\\w+\\.(?:java|yaml))`", page))
        .contains("template.yaml")
        .allMatch(name -> exists(name) || exists("src/main/java/com/example/lambda/" + name));
  }

  private static boolean exists(String file) {
    return Files.exists(Path.of(file));
  }

  /** Otherwise the functions could not read what somebody at a computer has written. */
  @Test
  void theSettingsOfTheAdministratorNameTheKeyOfTheStack() throws IOException {
    Object settings =
        new Load(LoadSettings.builder().build())
            .loadFromString(Files.readString(Path.of("halfturn.yaml")));

    assertThat(Template.with(Map.of("App", "erp")).properties("SecretsKeyAlias"))
        .containsEntry("AliasName", Template.map(settings).get("store.aws-ssm.kms-key-id"));
  }
}
