// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import dev.halfturn.testbed.aws.Moto;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.halfturn.testbed.aws.Moto#isInstalled")
class MotoAwsStoryTest extends AwsStory {

  private static Moto moto;

  @BeforeAll
  static void start() {
    moto = new Moto();
  }

  @AfterAll
  static void stopMoto() {
    moto.close();
  }

  @BeforeEach
  void forgetEverything() {
    moto.reset();
  }

  @Override
  URI aws() {
    return moto.endpoint();
  }
}
