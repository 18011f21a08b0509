// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** Makes {@link Notifier notifiers}. */
public non-sealed interface NotifierFactory extends PluginFactory<Notifier> {}
