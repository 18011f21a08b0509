// SPDX-License-Identifier: Apache-2.0
/**
 * For authors of plug-ins and of programs that embed Halfturn.
 *
 * <p>There is one conformance class for each interface of {@link dev.halfturn.spi}. The test of a
 * store is a subclass of {@link dev.halfturn.testkit.SecretStoreContract} with one method, which
 * also implements the contract of every optional interface the store has:
 *
 * <pre>{@code
 * class MyStoreTest extends SecretStoreContract implements VersionedSecretStoreContract {
 *   @Override
 *   protected SecretStore open(PluginContext context) {
 *     return new InMemorySecretStore(context.clock()); // or yours
 *   }
 * }
 * }</pre>
 *
 * <p>The fakes ({@link dev.halfturn.testkit.InMemorySecretStore}, {@link
 * dev.halfturn.testkit.RecordingNotifier}, {@link dev.halfturn.testkit.ManualExpiryScheduler},
 * {@link dev.halfturn.testkit.SettableClock}) keep the same contracts. {@link
 * dev.halfturn.testkit.LeakDetector} finds {@linkplain dev.halfturn.testkit.Canaries canary}
 * secrets where none may be.
 */
package dev.halfturn.testkit;
