// SPDX-License-Identifier: Apache-2.0
/**
 * A notifier that publishes to a topic of Amazon SNS: {@link dev.halfturn.notifier.sns.SnsNotifier}
 * sends, {@link dev.halfturn.notifier.sns.TopicSetUp} makes the topic and its subscriptions.
 */
package dev.halfturn.notifier.sns;
