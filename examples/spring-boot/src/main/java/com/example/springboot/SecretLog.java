// SPDX-License-Identifier: Apache-2.0
package com.example.springboot;

import dev.halfturn.spring.SecretRotatedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** For whatever was derived from the old secret; tokens are not, Halfturn has seen to them. */
@Component
class SecretLog {

  private static final Logger log = LoggerFactory.getLogger(SecretLog.class);

  @EventListener
  void on(SecretRotatedEvent event) {
    log.info("{} has another client secret, {}", event.app(), event.fingerprint());
  }
}
