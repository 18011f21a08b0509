// SPDX-License-Identifier: Apache-2.0
/** How Azure is reached: credentials, transport, retries, and what its refusals mean. */
package dev.halfturn.store.azure.call;
