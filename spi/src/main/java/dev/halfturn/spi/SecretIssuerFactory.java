// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** Makes {@link SecretIssuer issuers}. */
public non-sealed interface SecretIssuerFactory extends PluginFactory<SecretIssuer> {}
