// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;

/**
 * Care of one store by its owner: creation, checks, repair and keys. It holds nothing between
 * calls, so there is nothing to close; it <em>must</em> be safe for use by several threads and
 * beside processes that have the store open.
 *
 * <p>Every operation either succeeds wholly or leaves what was stored as it was, and <em>may</em>
 * raise {@link HalfturnException} with the codes of {@link SecretStore}, {@link
 * ErrorCode#NOT_FOUND} if the store does not exist, {@link ErrorCode#CONFLICT} if somebody holds
 * it, or {@link ErrorCode#FAILED_PRECONDITION} if it is read-only.
 */
public interface StoreMaintenance {

  /** Where the configured key comes from when a slot is made for it. */
  enum KeyOrigin {
    /** It exists; a missing one is an error. */
    EXISTING,
    /** It is made now, at the configured place, which must be empty. */
    GENERATE
  }

  /** How {@link #recover} repairs. */
  enum Recovery {
    /** Puts the previous generation in place of a damaged or missing store. */
    FROM_PREVIOUS,
    /** Accepts a store that is older than it should be, for good. */
    ACCEPT_ROLLBACK,
    /** Closes files that are open to more people than they may be. */
    FIX_PERMISSIONS
  }

  /**
   * Creates an empty store that the configured key opens.
   *
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code STORE_EXISTS} or
   *     {@code KEY_EXISTS}, if there is something already, which is left alone
   */
  StoreReport init(KeyOrigin key);

  /**
   * Checks a creation, and writes nothing.
   *
   * @throws HalfturnException as {@link #init}
   */
  void checkInit(KeyOrigin key);

  /** Reads everything and says what was found; changes nothing. */
  StoreReport verify();

  /**
   * Repairs the store. What was damaged is kept aside, never deleted. Idempotent: a store that does
   * not need this repair is left alone.
   *
   * @param dryRun whether to check everything and write nothing
   * @return the store as it then is, or would be
   * @throws HalfturnException {@link ErrorCode#CORRUPT} or {@link ErrorCode#NOT_FOUND} if there is
   *     nothing to repair it from
   */
  StoreReport recover(Recovery how, boolean dryRun);

  /** The keys that open the store, in order of their creation; none of them is revealed. */
  List<KeySlot> keys();

  /**
   * Lets one more key open the store.
   *
   * @param newKey values of the same options, of which only those that say where a key is count
   * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, reason {@code KEY_SLOTS_FULL},
   *     {@code KEY_PRESENT} (it opens the store already) or {@code KEY_EXISTS}
   */
  StoreReport addKey(PluginConfig newKey, KeyOrigin origin);

  /**
   * Checks an addition, and writes nothing.
   *
   * @return the store as it is
   * @throws HalfturnException as {@link #addKey}
   */
  StoreReport checkAddKey(PluginConfig newKey, KeyOrigin origin);

  /**
   * Stops a key from opening the store. It still opens older copies of it, which only {@link
   * #rekey} and new secrets change; the report says so.
   *
   * @param slotId as {@link #keys} gave it
   * @throws HalfturnException {@link ErrorCode#NOT_FOUND} if there is no such slot; {@link
   *     ErrorCode#FAILED_PRECONDITION}, reason {@code LAST_KEY}, if no other would be left
   */
  StoreReport removeKey(String slotId);

  /**
   * Encrypts everything anew, so that no key but the configured one opens the store; the report's
   * conditions list the slots this dropped. Add them again with {@link #addKey}.
   */
  StoreReport rekey();
}
