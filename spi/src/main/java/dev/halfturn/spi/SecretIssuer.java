// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where new client secrets come from without a person: Amazon makes one when it is asked, and sends
 * it once, by a queue. One instance serves all applications that send there.
 *
 * <p>Implementations <em>must</em> be safe for use by several threads, and after {@link #close()}
 * every other method <em>must</em> fail with {@link ErrorCode#FAILED_PRECONDITION}. They keep no
 * secret, and the text of a message goes into no log and no exception.
 */
public interface SecretIssuer extends AutoCloseable {

  /**
   * Looks over what a new secret needs in order to arrive. Changes nothing.
   *
   * @return what has been looked at, what is in order included
   * @throws HalfturnException if nobody could look
   */
  List<IssuerCheck> preflight();

  /**
   * Asks for a new secret by exactly one request, which nothing on its way may send a second time:
   * there is no telling two apart. The new secret comes by {@link #receive}.
   *
   * @param spApi where the Selling Partner API of the application's region answers; what the path
   *     is below that, the issuer knows
   * @param token bought with the application's own current secret, for the rotation of secrets
   * @return what came of it; failures of the network too, which are {@link
   *     IssuerAnswer.Outcome#UNKNOWN} unless nothing can have been sent
   */
  IssuerAnswer request(URI spApi, SecretValue token);

  /**
   * Takes some messages. Each comes at least once, in any order, and comes back after a while
   * unless it is {@linkplain #acknowledge acknowledged}.
   *
   * @param wait how long to wait for the first one; zero looks once
   * @return in the order they came; empty if none did
   * @throws HalfturnException if they could not be asked for
   */
  List<IssuerMessage> receive(Duration wait);

  /**
   * Lets a message go for good: to be called once a new secret lies in the store and was read back,
   * or a notice has been taken note of. Idempotent.
   *
   * @throws HalfturnException if that is not certain; the message may come back then; {@link
   *     ErrorCode#INVALID_ARGUMENT} for one that is {@linkplain IssuerMessage.Unreadable
   *     unreadable}, which stays
   */
  void acknowledge(IssuerMessage message);

  /**
   * Leaves a message where it is, to come back after that time, or the longest that there is.
   *
   * @throws HalfturnException if that is not certain; the message may come back earlier then
   */
  void postpone(IssuerMessage message, Duration time);

  /** Ends waiting, frees what the issuer holds. Idempotent. */
  @Override
  void close();
}
