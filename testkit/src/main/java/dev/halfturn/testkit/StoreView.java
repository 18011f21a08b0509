// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import dev.halfturn.spi.SecretStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A store seen with fewer abilities, to test callers that must do without them. */
public final class StoreView {

  private StoreView() {}

  /** The store as a {@link SecretStore} and nothing else. */
  public static SecretStore plain(SecretStore store) {
    return with(store, List.of());
  }

  /**
   * The store with no other abilities than these.
   *
   * @param abilities optional interfaces of the SPI which the store implements
   */
  public static SecretStore with(SecretStore store, List<Class<? extends SecretStore>> abilities) {
    Set<Class<?>> shown = new LinkedHashSet<>(abilities);
    shown.add(SecretStore.class);
    for (Class<?> type : shown) {
      if (!type.isInstance(store)) {
        throw new IllegalArgumentException(store + " is no " + type.getSimpleName());
      }
    }
    return (SecretStore)
        Proxy.newProxyInstance(
            StoreView.class.getClassLoader(),
            shown.toArray(Class<?>[]::new),
            (view, method, arguments) -> {
              if (method.getName().equals("equals")) {
                return view == arguments[0];
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
