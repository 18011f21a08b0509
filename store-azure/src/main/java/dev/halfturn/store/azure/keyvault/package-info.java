// SPDX-License-Identifier: Apache-2.0
/** Secrets in Azure Key Vault. */
package dev.halfturn.store.azure.keyvault;
