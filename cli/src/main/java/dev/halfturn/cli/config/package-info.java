// SPDX-License-Identifier: Apache-2.0
/** Settings from files, the environment and flags, and where files lie. */
package dev.halfturn.cli.config;
