// SPDX-License-Identifier: Apache-2.0
/**
 * What is configured and what is installed: {@link dev.halfturn.plugin.Settings} as they were given
 * and {@link dev.halfturn.plugin.PluginRegistry plug-ins} as they were found.
 */
package dev.halfturn.plugin;
