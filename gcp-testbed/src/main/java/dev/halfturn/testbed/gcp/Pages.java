// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items of the page
 * @param next the token of the next one, empty if there is none
 */
record Pages<T>(List<T> items, String next) {

  /** As the service has it. */
  static final int MOST = 25_000;

  static <T> Pages<T> page(List<T> all, int size, String token, int most) {
    if (size < 0) {
      throw GcpError.invalid("page_size must not be negative");
    }
    int from = token.isEmpty() ? 0 : offset(token);
    int end = Math.min(all.size(), from + (size == 0 ? most : Math.min(size, most)));
    return new Pages<>(
        all.subList(Math.min(from, end), end), end < all.size() ? "page-" + end : "");
  }

  private static int offset(String token) {
    if (!token.matches("page-[0-9]{1,9}")) {
      throw GcpError.invalid("page_token is not one of this service");
    }
    return Integer.parseInt(token.substring("page-".length()));
  }
}
