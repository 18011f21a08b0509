// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.testbed.aws.Moto;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoSsmContractTest extends SsmContract {

  private static Moto moto;

  @BeforeAll
  static void start() {
    moto = new Moto();
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void forget() {
    moto.reset();
  }

  @Override
  URI endpoint() {
    return moto.endpoint();
  }

  @Override
  public InstantSource clock() {
    return InstantSource.system();
  }

  @Override
  void pause(Duration time) {
    // it wants no rest
  }
}
