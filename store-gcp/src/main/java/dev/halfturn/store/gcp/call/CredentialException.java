// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import dev.halfturn.spi.Problem;
import java.io.IOException;

/** That there are no credentials, or that no token was given for them. */
final class CredentialException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  CredentialException(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
