// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.SecretStore;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the store contracts know of the store they test; {@link SecretStoreContract} supplies it.
 */
public interface StoreUnderTest {

  /** The store of this test, opened at the first call. */
  SecretStore store();

  /** The store of this test as one of its optional interfaces. */
  <T extends SecretStore> T storeAs(Class<T> type);

  /** The same data opened once more, as by another process. */
  SecretStore openAgain();

  /** Closes everything opened so far and opens the same data anew; {@link #store()} from now on. */
  SecretStore reopen();

  /** The clock the store was given. */
  InstantSource clock();

  /** Lets time pass, if the clock is a {@link SettableClock}; any other passes time by itself. */
  void advanceClock(Duration duration);

  /** How far a version's time may be from the clock. */
  Duration clockTolerance();

  /** Whether the store can hold any bytes; if not, only UTF-8 text. */
  boolean holdsAnyBytes();
}
