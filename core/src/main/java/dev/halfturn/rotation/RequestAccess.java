// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.token.TokenReply;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What it takes to ask Amazon for a new secret. Thread-safe. */
interface RequestAccess {

  /**
   * A token for the rotation of secrets, bought with this secret of the application.
   *
   * @throws HalfturnException if there is none to be had
   */
  TokenReply token(String app, SecretValue clientSecret);

  /** Where the Selling Partner API of the application's region answers. */
  URI spApi(String app);

  /** The client id of an application; empty if it has none. */
  Optional<String> clientId(String app);

  /** The applications there are. */
  List<String> apps();
}
