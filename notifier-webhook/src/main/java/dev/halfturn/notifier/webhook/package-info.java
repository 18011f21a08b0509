// SPDX-License-Identifier: Apache-2.0
/**
 * A notifier that posts to an address: {@link dev.halfturn.notifier.webhook.WebhookNotifier} sends,
 * {@link dev.halfturn.notifier.webhook.Format} says what.
 */
package dev.halfturn.notifier.webhook;
