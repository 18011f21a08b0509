// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.SecretValue;
import dev.halfturn.testkit.Canaries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HeaderLogTest {

  private static final Logger JDK = Logger.getLogger("sun.net.www.protocol.http.HttpURLConnection");

  @Test
  void theTokenIsInNoLogOfTheJdkHoweverMuchItIsToldToLog() {
    List<String> logged = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged.add(String.valueOf(record.getMessage()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    JDK.setLevel(Level.ALL);
    JDK.addHandler(handler);
    try (RawServer server = new RawServer(request -> "HTTP/1.1 204 No Content\r\n\r\n")) {
      new RotateCall(RotateLimits.AMAZON, Optional.empty(), Optional.empty())
          .send(server.address(), SecretValue.ofUtf8(Canaries.ACCESS_TOKEN));

      assertThat(server.posts()).hasSize(1);
      assertThat(Canaries.detector().scan(String.join("\n", logged))).isEmpty();
    } finally {
      JDK.removeHandler(handler);
    }
  }
}
