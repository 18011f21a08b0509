// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

/**
 * Who has seen the last state.
 *
 * @see <a href="https://cloud.google.com/secret-manager/docs/etags">etags: FAILED_PRECONDITION and
 *     status 400</a>
 */
final class Etags {

  private Etags() {}

  /**
   * @param given empty if the caller does not care
   */
  static void require(String given, String current) {
    if (!given.isEmpty() && !given.equals(current)) {
      throw GcpError.precondition(
          "The etag provided in the request (%s) does not match the etag of the resource (%s)."
              .formatted(given, current));
    }
  }
}
