// SPDX-License-Identifier: Apache-2.0
/** The scheduler that is built in: {@code local}. */
package dev.halfturn.internal.scheduler;
