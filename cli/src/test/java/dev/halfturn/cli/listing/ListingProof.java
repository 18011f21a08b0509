// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.listing;

import java.util.List;

/** What shows that listings of one language are right. */
interface ListingProof {

  /** What is wrong with the text of one of them; empty if nothing is. */
  List<String> problems(String text);
}
