// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.time.Duration;

/** How an answer gets onto the wire. */
sealed interface Delivery {

  /** As it should be. */
  record Whole() implements Delivery {}

  /** Not at all: the connection is closed in good order. */
  record Nothing() implements Delivery {}

  /** Not at all: the connection is reset (RST). */
  record Reset() implements Delivery {}

  /** The headers promise the whole body, half of it comes, then the connection is closed. */
  record Cut() implements Delivery {}

  /** The body comes byte by byte with {@code pause} of real time before each. */
  record Drip(Duration pause) implements Delivery {}

  /** The body and {@code spaces} more bytes, packed. */
  record GzipBomb(long spaces) implements Delivery {}

  /** The body is followed by {@code spaces} more bytes, without announcing the length. */
  record Padded(long spaces) implements Delivery {}
}
