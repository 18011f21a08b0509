// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.json;

import dev.halfturn.testkit.Canaries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A sample of JSON with canaries in any place and of any type; now and then with broken syntax. */
public final class HostileJson {

  private static final byte[] CANARY = Canaries.TEXT.getBytes(StandardCharsets.UTF_8);

  private final Map<String, ?> sample;
  private final Random random;

  public HostileJson(Map<String, ?> sample, Random random) {
    this.sample = sample;
    this.random = random;
  }

  /** Another one. */
  public byte[] next() {
    byte[] json = Json.write(spoiltMembers(sample));
    return switch (random.nextInt(6)) {
      case 0 -> Arrays.copyOf(json, random.nextInt(json.length));
      case 1 -> {
        json[random.nextInt(json.length)] = (byte) "{}[]\",:0x".charAt(random.nextInt(9));
        yield json;
      }
      default -> json;
    };
  }

  private Map<String, Object> spoiltMembers(Map<?, ?> object) {
    Map<String, Object> spoilt = new LinkedHashMap<>();
    object.forEach((name, value) -> spoilt.put(chance(20) ? text() : (String) name, spoilt(value)));
    return spoilt;
  }

  private Object spoilt(Object value) {
    if (chance(6)) {
      return anything();
    }
    if (value instanceof Map<?, ?> object) {
      return spoiltMembers(object);
    }
    return value instanceof List<?> list ? list.stream().map(this::spoilt).toList() : value;
  }

  private Object anything() {
    return switch (random.nextInt(5)) {
      case 0 -> List.of(text(), 1);
      case 1 -> Map.of(text(), text());
      case 2 -> random.nextInt();
      default -> text();
    };
  }

  private String text() {
    return switch (random.nextInt(7)) {
      case 0 -> Canaries.CLIENT_SECRET;
      case 1 -> Canaries.REFRESH_TOKEN;
      case 2 -> "you sent " + Canaries.TEXT + ".";
      case 3 -> Base64.getEncoder().encodeToString(CANARY);
      case 4 -> HexFormat.of().formatHex(CANARY);
      case 5 -> Canaries.TEXT + "\n";
      default -> Canaries.TEXT;
    };
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }
}
