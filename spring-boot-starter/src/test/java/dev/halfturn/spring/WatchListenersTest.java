// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.WatchListener;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchListenersTest {

  static Stream<Method> whatAListenerIsTold() {
    return Arrays.stream(WatchListener.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()));
  }

  /** One that writes down what it is told. */
  private static WatchListener writingTo(List<String> heard) {
    return (WatchListener)
        Proxy.newProxyInstance(
            WatchListener.class.getClassLoader(),
            new Class<?>[] {WatchListener.class},
            (proxy, method, arguments) -> {
              heard.add(method.toString());
              return null;
            });
  }

  @ParameterizedTest
  @MethodSource("whatAListenerIsTold")
  void tellsEachAllThatItIsTold(Method method) throws ReflectiveOperationException {
    List<String> heard = new ArrayList<>();
    WatchListeners listeners = new WatchListeners(List.of(writingTo(heard), writingTo(heard)));

    method.invoke(listeners, new Object[method.getParameterCount()]);

    assertThat(heard).containsExactly(method.toString(), method.toString());
  }

  @ParameterizedTest
  @MethodSource("whatAListenerIsTold")
  void oneThatFailsStopsNothing(Method method) throws ReflectiveOperationException {
    List<String> heard = new ArrayList<>();
    WatchListener failing =
        (WatchListener)
            Proxy.newProxyInstance(
                WatchListener.class.getClassLoader(),
                new Class<?>[] {WatchListener.class},
                (proxy, called, arguments) -> {
                  throw new IllegalStateException("a listener fails");
                });
    WatchListeners listeners = new WatchListeners(List.of(failing, writingTo(heard)));

    method.invoke(listeners, new Object[method.getParameterCount()]);

    assertThat(heard).containsExactly(method.toString());
  }
}
