// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsTextTest {

  private static List<String> entries(String text) {
    Reading reading = AwsText.read(text);
    assertThat(reading.faults()).isEmpty();
    return reading.entries().stream()
        .map(entry -> entry.section() + "/" + entry.name() + "=" + entry.value())
        .toList();
  }

  @Test
  void findsWhatASecretHoldsAsJson() {
    assertThat(
            entries(
                "{\"ARN\": \"a\", \"SecretString\": \"{\\\"id\\\":\\\"x\\\",\\\"eu\\\":{\\\"key\\\":\\\"y|\\\"}}\","
                    + " \"VersionStages\": [\"AWSCURRENT\"]}"))
        .containsExactly("/id=x", "eu/key=y|");
  }

  @Test
  void takesTheLastPartOfAPathForTheName() {
    assertThat(
            entries(
                """
                {"Parameters": [
                  {"Name": "/my-erp/lwa/clientidentifier", "Value": "x"},
                  {"Name": "/my-erp/refreshToken", "Value": "y"},
                  {"Name": "no-path", "Value": "z"},
                  {"Name": "/my-erp/no-value"},
                  "nothing"
                ]}
                """))
        .containsExactly("/clientId=x", "/refreshToken=y");
  }

  @Test
  void keepsOwnersOfParametersApart() {
    assertThat(
            entries(
                "{\"Parameters\":[{\"Name\":\"/a/key\",\"Value\":\"x\"},{\"Name\":\"/b/key\",\"Value\":\"y\"}]}"))
        .containsExactly("a/key=x", "b/key=y");
  }

  @Test
  void readsTheSecretByItself() {
    assertThat(entries("{\"id\": \"x\"}")).containsExactly("/id=x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"SecretString\": \"canary",
        "{\"SecretString\": \"canary\"}",
        "{\"SecretString\": \"a: b: canary\"}",
        "{\"SecretString\": 1}",
        "{\"Parameters\": \"canary\"}"
      })
  void quotesNothingOfWhatItCannotRead(String text) {
    Reading reading = AwsText.read(text);

    assertThat(reading.entries()).isEmpty();
    assertThat(reading.faults()).hasSize(1);
    assertThat(reading.faults().get(0).reason()).doesNotContain("canary");
  }

  @Test
  void isToldFromOtherDocuments() {
    assertThat(AwsText.is("\n{ \"ARN\": \"x\",\n \"SecretString\" : \"y\"}")).isTrue();
    assertThat(AwsText.is("{\"Parameters\": []}")).isTrue();
    assertThat(AwsText.is("{\"a\": {\"SecretString\": \"y\"}}")).isFalse();
    assertThat(AwsText.is("SecretString: y")).isFalse();
  }
}
