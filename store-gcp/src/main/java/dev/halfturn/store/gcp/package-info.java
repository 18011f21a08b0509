// SPDX-License-Identifier: Apache-2.0
/** Secrets in Secret Manager of Google Cloud, and wake-ups by Pub/Sub, as plug-ins of Halfturn. */
package dev.halfturn.store.gcp;
