// SPDX-License-Identifier: Apache-2.0
/** The least rights with which stores in Secret Manager work. */
package dev.halfturn.store.gcp.policy;
