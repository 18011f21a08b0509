// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuer;
import java.net.URI;
import java.util.Optional;

class InMemorySecretIssuerTest extends SecretIssuerContract {

  private final InMemorySecretIssuer orders = new InMemorySecretIssuer(clock());

  @Override
  protected SecretIssuer open(PluginContext context) {
    return orders.openAgain();
  }

  @Override
  protected Optional<SecretIssuer> openUnreachable(PluginContext context) {
    return Optional.empty();
  }

  @Override
  protected URI spApi() {
    return URI.create("https://sellingpartnerapi-na.amazon.com");
  }

  @Override
  protected void deliver(Content content) {
    orders.deliver(content);
  }

  @Override
  protected void deliverStrange(String text) {
    orders.deliver(new Unreadable("something strange"));
  }

  @Override
  protected int requests() {
    return orders.requests().size();
  }

  @Override
  protected int left() {
    return orders.left().size();
  }
}
