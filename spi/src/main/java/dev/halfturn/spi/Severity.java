// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** How urgent a {@link Notice} is, mildest first. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL
}
