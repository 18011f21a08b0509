// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.webhook;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.testkit.NotifierContract;
import dev.halfturn.testkit.PluginFactoryContract;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The contract in one of the formats; what arrived is read as the format's reader would show it.
 */
abstract class WebhookContract extends NotifierContract implements PluginFactoryContract {

  private final String format;
  private Receiver receiver;

  WebhookContract(String format) {
    this.format = format;
  }

  /** What people see of a body. */
  abstract String shown(Map<String, Object> body);

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = Receiver.http();
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  @Override
  public PluginFactory<?> factory() {
    return new WebhookNotifierFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("url", receiver.address());
  }

  @Override
  protected Notifier open(PluginContext context) {
    return open(receiver.address(), context);
  }

  @Override
  protected Optional<Notifier> openUnreachable(PluginContext context) {
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return Optional.of(open("http://127.0.0.1:" + closed.getLocalPort() + "/", context));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Notifier open(String url, PluginContext context) {
    WebhookNotifierFactory factory = new WebhookNotifierFactory();
    Map<String, String> settings = Map.of("url", url, "format", format);
    return factory.open(
        PluginConfig.parse(factory.options(), settings).config().orElseThrow(), context);
  }

  @Override
  protected String received() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Receiver.Call call : receiver.calls()) {
      texts.add(shown(JSON.std.mapFrom(call.body())));
    }
    return String.join("\n", texts);
  }
}
