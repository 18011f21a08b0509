// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPathRefusalsTest {

  private final AmazonSimulator amazon =
      AmazonSimulator.builder().clock(Instant.parse("2026-07-01T09:00:00Z")).build();
  private final TestClient client = new TestClient(amazon);
  private final SimulatorControl control = new SimulatorControl(amazon.origin());

  @AfterEach
  void close() {
    amazon.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/clock | {} | advance or to is missing",
        "/clock | {\"advance\":5} | advance has to be a text",
        "/clock | {\"advance\":\"soon\"} | advance has to be a duration",
        "/clock | {\"to\":\"tomorrow\"} | to has to be an instant",
        "/clock | {\"advance\":\"1d\",\"by\":\"x\"} | unknown member: by",
        "/clock | [] | the body is not a JSON object",
        "/clock | {\"advance\": | the body is not a JSON object",
        "/apps | {} | name is missing",
        "/apps | {\"name\":\" \"} | needs a name",
        "/apps | {\"name\":\"erp\"} | already is an application",
        "/apps | {\"name\":\"x\",\"kind\":\"PUBLIC\"} | kind has to be one of [private, public]",
        "/apps | {\"name\":\"x\",\"sellers\":[{}]} | name is missing",
        "/apps | {\"name\":\"x\",\"sellers\":[5]} | the body is not a JSON object",
        "/apps | {\"name\":\"x\",\"sellers\":{}} | sellers has to be an array of objects",
        "/apps | {\"name\":\"x\",\"sellers\":[{\"name\":\"s\"},{\"name\":\"s\"}]} | same name",
        "/apps/erp/sellers | {\"name\":\"s\",\"region\":\"us\"} | region has to be one of [na, eu, fe]",
        "/apps/erp/sellers | {\"name\":\"known\"} | already is a seller",
        "/apps/erp/rotate | {\"broken\":\"yes\"} | broken has to be true or false",
        "/faults | {\"fault\":\"reset\"} | endpoint is missing",
        "/faults | {\"endpoint\":\"token\"} | fault is missing",
        "/faults | {\"endpoint\":\"token\",\"fault\":\"flood\"} | no such fault; there are latency",
        "/faults | {\"endpoint\":\"token\",\"fault\":\"latency\"} | time is missing",
        "/faults | {\"endpoint\":\"token\",\"fault\":\"reset\",\"calls\":-1} | one call at least",
        "/faults | {\"endpoint\":\"token\",\"fault\":\"status\",\"status\":\"x\"} | a whole number",
        "/clock | {\"advance\":\"PT9223372036854775807S\"} | ends with the year 9999",
        "/queue/receive | {\"max\":11} | 1 to 10 messages",
        "/rules | {\"activationDelay\":\"PT-1S\"} | not negative",
      })
  void requestThatIsNotUnderstoodIsExplainedAndChangesNothing(
      String path, String body, String complaint) {
    amazon.addApp("erp").addSeller("known", Region.NA);
    Map<String, Object> before = control.state();

    TestClient.Reply reply = post(path, body);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text("error")).contains(complaint);
    assertThat(control.state()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing",
    "PUT, /clock",
    "GET, /clock",
    "DELETE, /apps/erp",
    "GET, /apps/unknown",
    "POST, /apps/erp",
    "POST, /apps/erp/dance",
    "POST, /apps/erp/a/b/c/d",
    "POST, /apps/erp/sellers/unknown/revoke",
    "POST, /apps/erp/sellers/known/dance",
    "POST, /apps/erp/buyers/known/revoke",
    "GET, /apps/erp/sellers/known/revoke",
    "POST, /queue",
    "POST, /queue/dance"
  })
  void pathThatDoesNotExistIsNotFound(String method, String path) {
    amazon.addApp("erp").addSeller("known", Region.NA);

    TestClient.Reply reply =
        client.send(method, URI.create(amazon.origin() + "/simulator" + path), Map.of(), "");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json()).containsOnlyKeys("error");
  }

  @Test
  void pathIsExactlyThis() {
    URI similar = URI.create(amazon.origin() + "/simulators");

    assertThat(client.send("GET", similar, Map.of(), "").json()).containsOnlyKeys("message");
  }

  @Test
  void clientPassesOnTheSimulatorsWordsAndNamesAMissingOne() {
    assertThatThrownBy(() -> control.rotate("unknown", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no such application");
    amazon.close();
    assertThatThrownBy(control::state)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(amazon.origin().toString());
  }

  @Test
  void clientNoticesThatSomethingElseAnswers() {
    SimulatorControl lost = new SimulatorControl(URI.create(amazon.spApi(Region.NA) + "/x?"));
    assertThatThrownBy(lost::state).isInstanceOf(IllegalArgumentException.class);
    amazon.faults().order(Endpoint.PROBE, Fault.html(200));
    SimulatorControl html =
        new SimulatorControl(
            URI.create(amazon.spApi(Region.NA) + "/sellers/v1/marketplaceParticipations?"));
    assertThatThrownBy(html::state).isInstanceOf(UncheckedIOException.class);
  }

  private TestClient.Reply post(String path, String body) {
    URI uri = URI.create(amazon.origin() + "/simulator" + path);
    return client.send("POST", uri, Map.of("Content-Type", "application/json"), body);
  }
}
