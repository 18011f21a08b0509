// SPDX-License-Identifier: Apache-2.0
/** {@code halfturn scheduler ...}. */
package dev.halfturn.cli.verb.scheduler;
