// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;

/** Something about stored credentials that people should know, though tokens may still flow. */
public sealed interface CredentialEvent {

  /** The application it is about. */
  String app();

  /**
   * The current client secret was refused, and another one works: a rotation is unfinished, or
   * somebody stored a wrong secret.
   *
   * @param origin which one works
   */
  record FallbackInUse(String app, SecretOrigin origin) implements CredentialEvent {}

  /** Amazon refuses every stored client secret: no seller of the application gets a new token. */
  record CredentialRejected(String app) implements CredentialEvent {}

  /**
   * The store cannot be read; what was read last is used instead, for up to a day.
   *
   * @param code how the store failed
   */
  record StoreUnreachable(String app, ErrorCode code) implements CredentialEvent {}

  /**
   * Amazon replaced a refresh token and the store did not take the new one: it is kept in memory
   * only, and storing is tried again with the next exchange and at the end.
   *
   * @param code how the store failed
   */
  record RefreshTokenNotStored(String app, String seller, ErrorCode code)
      implements CredentialEvent {}
}
