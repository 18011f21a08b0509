// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A correct issuer, of which subclasses break one thing. */
class ForwardingIssuer implements SecretIssuer {

  final InMemorySecretIssuer issuer;

  ForwardingIssuer(InMemorySecretIssuer issuer) {
    this.issuer = issuer;
  }

  @Override
  public List<IssuerCheck> preflight() {
    return issuer.preflight();
  }

  @Override
  public IssuerAnswer request(URI spApi, SecretValue token) {
    return issuer.request(spApi, token);
  }

  @Override
  public List<IssuerMessage> receive(Duration wait) {
    return issuer.receive(wait);
  }

  @Override
  public void acknowledge(IssuerMessage message) {
    issuer.acknowledge(message);
  }

  @Override
  public void postpone(IssuerMessage message, Duration time) {
    issuer.postpone(message, time);
  }

  @Override
  public void close() {
    issuer.close();
  }
}
