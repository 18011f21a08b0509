// SPDX-License-Identifier: Apache-2.0
/** Secrets in Azure Key Vault, and wake-ups by Event Grid, as plug-ins of Halfturn. */
package dev.halfturn.store.azure;
