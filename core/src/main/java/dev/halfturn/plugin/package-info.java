// SPDX-License-Identifier: Apache-2.0
/**
 * What is configured and what is installed: {@link dev.halfturn.plugin.Settings} as they were given
 * and {@link dev.halfturn.plugin.PluginRegistry plug-ins} as they were found.
 *
 * <pre>{@code
 * Settings settings = Settings.of(Map.of("store", "file", "store.file.path", "/tmp/store"));
 * try {
 *   Configuration.of(settings, PluginRegistry.discover(loader), name -> Optional.empty());
 * } catch (ConfigException e) {
 *   e.problems().forEach(problem -> System.err.println(problem.text()));
 * }
 * }</pre>
 */
package dev.halfturn.plugin;
