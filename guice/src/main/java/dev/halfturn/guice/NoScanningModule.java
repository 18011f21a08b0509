// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.AbstractModule;
import dev.halfturn.plugin.PluginRegistry;

/**
 * For hosts that want no search of the class path: the plug-ins are those bound in the injector,
 * see {@link ExtensionsModule}, and Halfturn's own, the scheduler {@code local} and the notifier
 * {@code log}. A plug-in that merely lies on the class path is unknown then.
 */
public final class NoScanningModule extends AbstractModule {

  /** Makes the module; nothing is looked for. */
  public NoScanningModule() {}

  @Override
  protected void configure() {
    ExtensionsModule.plugins(binder()).setBinding().toProvider(PluginRegistry::builtIn);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoScanningModule;
  }

  @Override
  public int hashCode() {
    return NoScanningModule.class.hashCode();
  }

  @Override
  public String toString() {
    return "NoScanningModule";
  }
}
