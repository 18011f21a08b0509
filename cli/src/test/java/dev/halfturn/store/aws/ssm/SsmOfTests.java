// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.SecretStoreFactory;
import java.time.Duration;
import java.util.function.Consumer;

/** The plug-in for the Parameter Store where nobody waits for its rests and its pace. */
public final class SsmOfTests {

  private SsmOfTests() {}

  /** What it waits for passes by the function that is given. */
  public static SecretStoreFactory waitingBy(Consumer<Duration> waits) {
    return new SsmSecretStoreFactory(waits::accept);
  }
}
