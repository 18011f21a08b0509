// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

/** A factory that says of its stores what their interfaces cannot show. */
public interface DescribedStoreFactory extends SecretStoreFactory {

  /** The same at each call. */
  StoreTraits traits();
}
