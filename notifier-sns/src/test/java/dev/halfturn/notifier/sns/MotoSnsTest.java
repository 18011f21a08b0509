// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

/** A second opinion on the protocol; skipped where there is none. */
@EnabledIf("dev.halfturn.notifier.sns.Moto#isInstalled")
class MotoSnsTest extends SnsContract {

  private static Moto moto;

  @BeforeAll
  static void start() throws Exception {
    moto = new Moto();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void forgetEverything() throws Exception {
    moto.reset();
  }

  @Override
  SnsBed sns() {
    return moto;
  }
}
