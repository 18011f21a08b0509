// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** Makes {@link ExpiryScheduler schedulers}. */
public non-sealed interface ExpirySchedulerFactory extends PluginFactory<ExpiryScheduler> {}
