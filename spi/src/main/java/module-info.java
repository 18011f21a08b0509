// SPDX-License-Identifier: Apache-2.0
/**
 * What a plug-in of Halfturn sees: {@link dev.halfturn.spi.SecretStore stores}, {@link
 * dev.halfturn.spi.Notifier notifiers}, {@link dev.halfturn.spi.ExpiryScheduler schedulers} and the
 * factories that make them. It needs nothing but the JDK.
 */
module dev.halfturn.spi {
  exports dev.halfturn.spi;
}
