// SPDX-License-Identifier: Apache-2.0
/** Figures for monitoring. */
package dev.halfturn.cli.serve.metrics;
