// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anObjectIsRead() {
    assertThat(Json.read(utf8("{\"a\":1,\"b\":[true,null],\"c\":{\"d\":\"é\"}}")))
        .contains(Map.of("a", 1, "b", Arrays.asList(true, null), "c", Map.of("d", "é")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "1",
        "\"a\"",
        "{",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\":1}{}",
        "{\"a\":1} x",
        "{\"a\":1,\"a\":2}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":1,}",
        "/* c */{\"a\":1}",
      })
  void whatIsNotOneWholeObjectIsAbsent(String text) {
    assertThat(Json.read(utf8(text))).isEmpty();
  }

  @Test
  void depthAndSizeAreLimited() {
    assertThat(Json.read(utf8("{\"a\":" + "[".repeat(30) + "]".repeat(30) + "}"))).isPresent();
    assertThat(Json.read(utf8("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}"))).isEmpty();
    assertThat(Json.read(utf8("{}" + " ".repeat(Json.MAX_SIZE - 2)))).isPresent();
    assertThat(Json.read(utf8("{}" + " ".repeat(Json.MAX_SIZE - 1)))).isEmpty();
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll List<String> texts) {
    List<String> sound =
        texts.stream().map(t -> new String(utf8(t), StandardCharsets.UTF_8)).toList();
    assertThat(Json.read(Json.write(Map.of("texts", sound)))).contains(Map.of("texts", sound));
  }

  @Property
  void anyBytesAreReadOrAbsent(@ForAll byte[] bytes) {
    assertThat(Json.read(bytes)).isEmpty();
  }
}
