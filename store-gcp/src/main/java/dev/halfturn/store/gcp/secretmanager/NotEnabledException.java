// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.HalfturnException;

/**
 * That a version cannot be read in the state in which it is; the problem is what the service says.
 */
final class NotEnabledException extends HalfturnException {
  private static final long serialVersionUID = 1L;

  NotEnabledException(HalfturnException failure) {
    super(failure.problem());
  }
}
