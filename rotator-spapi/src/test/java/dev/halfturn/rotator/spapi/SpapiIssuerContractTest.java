// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotator.spapi;

import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PluginFactory;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.testkit.PluginFactoryContract;
import dev.halfturn.testkit.SecretIssuerContract;
import dev.halfturn.testkit.SettableClock;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class SpapiIssuerContractTest extends SecretIssuerContract implements PluginFactoryContract {

  private final Bed bed = new Bed((SettableClock) clock());
  private final RawServer amazon = new RawServer(request -> "HTTP/1.1 204 No Content\r\n\r\n");

  @AfterEach
  void stop() {
    amazon.close();
    bed.close();
  }

  @Override
  protected SecretIssuer open(PluginContext context) {
    return bed.open();
  }

  @Override
  protected Optional<SecretIssuer> openUnreachable(PluginContext context) {
    return Optional.of(bed.open(Map.of("endpoint", "http://127.0.0.1:1", "timeout", "1s")));
  }

  @Override
  protected URI spApi() {
    return amazon.address();
  }

  @Override
  protected void deliver(Content content) {
    bed.queue.send(Texts.of(content));
  }

  @Override
  protected void deliverStrange(String text) {
    bed.queue.send(text);
  }

  @Override
  protected int requests() {
    return amazon.posts().size();
  }

  @Override
  protected int left() {
    return bed.queue.left().size() + bed.dead.left().size();
  }

  @Override
  public PluginFactory<?> factory() {
    return new SpapiIssuerFactory();
  }

  @Override
  public Map<String, String> minimalSettings() {
    return Map.of("queue-url", QueueAddress.EXAMPLE);
  }
}
