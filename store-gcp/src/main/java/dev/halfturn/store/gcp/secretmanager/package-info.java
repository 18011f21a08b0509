// SPDX-License-Identifier: Apache-2.0
/** Secrets in Secret Manager of Google Cloud. */
package dev.halfturn.store.gcp.secretmanager;
