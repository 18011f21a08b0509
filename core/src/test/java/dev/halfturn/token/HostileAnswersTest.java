// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.internal.http.HttpReply;
import dev.halfturn.internal.json.HostileJson;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.LeakDetector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Thousands of answers that hold a secret where it does not belong; no failure repeats it. */
class HostileAnswersTest {

  private static final int ANSWERS = 10_000;
  private static final List<Integer> STATUSES = List.of(200, 200, 200, 302, 400, 401, 429, 503);
  private static final Map<String, Object> SUCCESS =
      Map.of(
          "access_token",
          Canaries.ACCESS_TOKEN,
          "refresh_token",
          Canaries.REFRESH_TOKEN,
          "token_type",
          "bearer",
          "expires_in",
          3600);
  private static final Map<String, Object> FAILURE =
      Map.of(
          "error", "invalid_client",
          "error_description", "Client authentication failed",
          "request_id", "0b8c2d5e-11f0-4a8e-9d5a-111122223333");

  private final LeakDetector detector = Canaries.detector();

  @Test
  void areNotRepeated() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    HostileJson successes = new HostileJson(SUCCESS, random);
    HostileJson failures = new HostileJson(FAILURE, random);
    int failed = 0;
    for (int i = 0; i < ANSWERS; i++) {
      byte[] body = (random.nextBoolean() ? successes : failures).next();
      int status = STATUSES.get(random.nextInt(STATUSES.size()));
      HttpReply reply =
          new HttpReply(
              status,
              Map.of("x-amzn-requestid", Canaries.TEXT, "retry-after", Canaries.TEXT),
              body);
      try {
        TokenReply read = TokenAnswer.read(reply, Instant.EPOCH);
        assertThat(detector.scan(read.toString())).as("seed %d", seed).isEmpty();
      } catch (TokenException e) {
        failed++;
        assertThat(detector.scan(e)).as("seed %d", seed).isEmpty();
        assertThat(detector.scan(e.requestId() + " " + e.error())).as("seed %d", seed).isEmpty();
      }
    }
    assertThat(failed).isBetween(ANSWERS / 2, ANSWERS - 1);
  }
}
