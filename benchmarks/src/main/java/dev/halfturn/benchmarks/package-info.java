// SPDX-License-Identifier: Apache-2.0
/**
 * What is fast enough: each figure beside a limit (the least the platform needs for the same work)
 * measured in the same run and in turn, since the same machine is faster at one moment than at
 * another.
 */
package dev.halfturn.benchmarks;
