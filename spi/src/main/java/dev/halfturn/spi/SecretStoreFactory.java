// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** Makes {@link SecretStore stores}. */
public non-sealed interface SecretStoreFactory extends PluginFactory<SecretStore> {}
