// SPDX-License-Identifier: Apache-2.0
/**
 * What a command touches outside itself: streams, environment, clock, the person at the keyboard.
 */
package dev.halfturn.cli.process;
