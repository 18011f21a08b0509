// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.SecretStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Lets a process die before or after any of its effects, and looks at the world after each. An
 * effect is anything others can see: a write to the store, a question to Amazon, a notice.
 */
final class CrashPoints {

  /** The process is gone; nobody catches this. */
  static final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash(String where) {
      super(where, null, false, false);
    }
  }

  private static final Set<String> WRITES =
      Set.of(
          "put",
          "putIfAbsent",
          "putIfVersion",
          "putUnlessOvertaken",
          "putAll",
          "delete",
          "markExpiry");

  private final Runnable invariants;
  private IntPredicate dies = point -> false;
  private int point;

  CrashPoints(Runnable invariants) {
    this.invariants = invariants;
  }

  /** Decides for each point, counted from 1, whether the process dies there. */
  void dieAt(IntPredicate at) {
    dies = at;
    point = 0;
  }

  int passed() {
    return point;
  }

  void point(String where) {
    invariants.run();
    point++;
    if (dies.test(point)) {
      throw new Crash(where + " at point " + point);
    }
  }

  /** The store, with a point before and after each write. */
  SecretStore around(SecretStore store) {
    return (SecretStore)
        Proxy.newProxyInstance(
            CrashPoints.class.getClassLoader(),
            interfaces(store.getClass()),
            (proxy, method, arguments) -> {
              boolean writes = WRITES.contains(method.getName());
              if (writes) {
                point("before " + method.getName());
              }
              Object result;
              try {
                result = method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (writes) {
                point("after " + method.getName());
              }
              return result;
            });
  }

  private static Class<?>[] interfaces(Class<?> type) {
    Set<Class<?>> all = new LinkedHashSet<>();
    Arrays.stream(type.getInterfaces())
        .filter(SecretStore.class::isAssignableFrom)
        .forEach(all::add);
    return all.toArray(Class<?>[]::new);
  }
}
