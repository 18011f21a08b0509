// SPDX-License-Identifier: Apache-2.0
/** Wake-ups by the rotation field of Secret Manager, told through Pub/Sub. */
package dev.halfturn.store.gcp.pubsub;
