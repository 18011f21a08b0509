// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void putsTheSchemaFirstAndKeepsTheOrder() {
    Map<String, Object> members = JsonText.object();
    members.put("z", 1);
    members.put("a", List.of("x", Map.of("k", true)));

    assertThat(JsonText.document("halfturn.test/v1", members))
        .isEqualTo("{\"schema\":\"halfturn.test/v1\",\"z\":1,\"a\":[\"x\",{\"k\":true}]}");
  }

  @Test
  void writesWhatIsUnknownAsNull() {
    Map<String, Object> members = JsonText.object();
    members.put("none", Optional.empty());
    members.put("some", Optional.of("x"));

    assertThat(JsonText.document("s", members))
        .isEqualTo("{\"schema\":\"s\",\"none\":null,\"some\":\"x\"}");
  }

  @Test
  void writesInstantsInUtcToTheMillisecond() {
    assertThat(
            JsonText.document("s", Map.of("at", Instant.parse("2026-07-01T09:00:00.123456789Z"))))
        .isEqualTo("{\"schema\":\"s\",\"at\":\"2026-07-01T09:00:00.123Z\"}");
  }

  @Test
  void isOneLineWhateverTheTexts() {
    assertThat(JsonText.document("s", Map.of("text", "a\nb\"c\u2028")).lines()).hasSize(1);
  }
}
