// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventPatternTest {

  private static final String PARAMETER = "/my-erp/lwa/clientsecret";

  private static EventPattern pattern(String names) {
    return EventPattern.of(
            "{\"source\":[\"aws.ssm\"],\"detail-type\":[\"Parameter Store Policy Action\"],"
                + "\"detail\":{\"parameter-name\":["
                + names.replace('\'', '"')
                + "]}}")
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "'/my-erp/lwa/clientsecret'; true",
        "'/my-erp/*'; false",
        "{'prefix':'/my-erp/'}; true",
        "{'prefix':'/other/'}; false",
        "{'suffix':'/clientsecret'}; true",
        "{'suffix':'/clientidentifier'}; false",
        "{'wildcard':'/my-erp/*'}; true",
        "'/other', {'prefix':'/my-'}; true"
      })
  void aParameterIsPassedOnAsEventBridgeDoesIt(String names, boolean passed) {
    assertThat(pattern(names).matches(PARAMETER)).isEqualTo(passed);
  }

  @Test
  void withoutNamesAllArePassedOn() {
    assertThat(EventPattern.of("{\"source\":[\"aws.ssm\"]}").orElseThrow().matches(PARAMETER))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "{\"source\":[\"aws.ec2\"]}",
        "{\"source\":[\"aws.ssm\"],\"detail-type\":[\"Parameter Store Change\"]}",
        "{\"detail-type\":[\"Parameter Store Policy Action\"]}"
      })
  void aRuleOfSomethingElseIsNone(String json) {
    assertThat(EventPattern.of(json)).isEmpty();
  }

  @Test
  void aStarBecomesAPrefixAndTheRestStays() {
    EventPattern pattern = pattern("'/my-erp/*', '/x', {'prefix':'/y'}");

    assertThat(pattern.starred()).contains("/my-erp/*");
    assertThat(pattern.mended()).contains("[{\"prefix\":\"/my-erp/\"},\"/x\",{\"prefix\":\"/y\"}]");
    assertThat(pattern("'/x'").starred()).isEmpty();
  }
}
