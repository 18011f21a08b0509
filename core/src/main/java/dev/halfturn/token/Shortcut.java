// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Finds a seller's token by the names of application and seller with one look, where the maps need
 * two. It may lack any token, and shows none under a wrong name; so whoever finds nothing here asks
 * the maps. Makes no object for a key. Thread-safe.
 */
final class Shortcut {

  private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(SellerToken[].class);
  private static final int LARGEST = 1 << 18;

  // each token lies at the place its names give, or at the one beside it
  private volatile SellerToken[] slots = new SellerToken[64];

  /** The token, or null. */
  SellerToken find(String app, String seller) {
    SellerToken[] some = slots;
    int place = place(app, seller, some.length);
    SellerToken first = (SellerToken) SLOT.getAcquire(some, place);
    if (first != null && first.isOf(app, seller)) {
      return first;
    }
    SellerToken second = (SellerToken) SLOT.getAcquire(some, place ^ 1);
    return second != null && second.isOf(app, seller) ? second : null;
  }

  /**
   * Shows a token from now on, perhaps in place of another.
   *
   * @param all how many tokens there are
   */
  SellerToken show(SellerToken token, int all) {
    if (all > slots.length / 2 && slots.length < LARGEST) {
      grow(all);
    }
    SellerToken[] some = slots;
    int place = place(token.app.name(), token.seller(), some.length);
    boolean taken = SLOT.getAcquire(some, place) != null;
    SLOT.setRelease(some, taken ? place ^ 1 : place, token);
    return token;
  }

  /** Lets go of a token that has left. */
  void hide(SellerToken token) {
    SellerToken[] some = slots;
    int place = place(token.app.name(), token.seller(), some.length);
    SLOT.compareAndSet(some, place, token, null);
    SLOT.compareAndSet(some, place ^ 1, token, null);
  }

  /** Begins anew, with more room: each token comes back when it is asked for. */
  private synchronized void grow(int all) {
    int size = slots.length;
    while (size < LARGEST && all > size / 2) {
      size *= 2;
    }
    if (size > slots.length) {
      slots = new SellerToken[size];
    }
  }

  private static int place(String app, String seller, int size) {
    int hash = 31 * app.hashCode() + seller.hashCode();
    return (hash ^ hash >>> 16) & size - 1;
  }
}
