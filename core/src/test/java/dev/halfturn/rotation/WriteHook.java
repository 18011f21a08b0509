// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A store at which something happens before each write of one entry. */
final class WriteHook {

  private static final Set<String> WRITES = Set.of("put", "putIfAbsent", "putIfVersion", "delete");

  private WriteHook() {}

  static SecretStore before(SecretStore store, Consumer<SecretName> hook) {
    return around(
        store,
        (method, name) -> {
          if (WRITES.contains(method)) {
            hook.accept(name);
          }
        });
  }

  /**
   * @param hook told before each call about one entry, by the method's name
   */
  static SecretStore around(SecretStore store, BiConsumer<String, SecretName> hook) {
    return (SecretStore)
        Proxy.newProxyInstance(
            WriteHook.class.getClassLoader(),
            store.getClass().getInterfaces(),
            (proxy, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof SecretName name) {
                hook.accept(method.getName(), name);
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
