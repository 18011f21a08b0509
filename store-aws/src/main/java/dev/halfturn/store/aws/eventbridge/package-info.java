// SPDX-License-Identifier: Apache-2.0
/** Wake-ups by EventBridge Scheduler, and the Parameter Store's own events sent to a topic. */
package dev.halfturn.store.aws.eventbridge;
