// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.process;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The signals by which somebody asks a process to end. From creation until closed they end nothing
 * here, but go to a listener; the virtual machine leaves those ignored that it was told to ignore.
 *
 * <p>By reflection, because the compiler warns of {@code sun.misc.Signal}, the only way the JDK
 * has; where a runtime lacks it (module {@code jdk.unsupported}), nothing is caught.
 */
final class Signals implements AutoCloseable {

  private static final String[] NAMES = {"INT", "TERM", "HUP"};

  private final Map<String, Object> previous = new LinkedHashMap<>();

  /**
   * @param listener told the name of each signal, in a thread of its own
   */
  Signals(Consumer<String> listener) {
    for (String name : NAMES) {
      try {
        previous.put(name, handle(name, handler(name, listener)));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        // no such signal here, or it is not ours to catch: it does what it always does
      }
    }
  }

  @Override
  public void close() {
    previous.forEach(
        (name, handler) -> {
          try {
            handle(name, handler);
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("what could be caught cannot be let go", e);
          }
        });
    previous.clear();
  }

  private static Object handler(String name, Consumer<String> listener)
      throws ReflectiveOperationException {
    InvocationHandler calls =
        (proxy, method, args) ->
            switch (method.getName()) {
              case "handle" -> {
                listener.accept(name);
                yield null;
              }
              case "equals" -> proxy == args[0];
              case "hashCode" -> name.hashCode();
              default -> name;
            };
    return Proxy.newProxyInstance(
        Signals.class.getClassLoader(), new Class<?>[] {type("SignalHandler")}, calls);
  }

  /** Has the handler called from now on; returns the one before. */
  private static Object handle(String name, Object handler) throws ReflectiveOperationException {
    Object signal = type("Signal").getConstructor(String.class).newInstance(name);
    try {
      return type("Signal")
          .getMethod("handle", type("Signal"), type("SignalHandler"))
          .invoke(null, signal, handler);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("sun.misc." + name);
  }
}
