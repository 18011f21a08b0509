// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretStoreFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * The plug-ins of something that dies as a process does, before or after any of its effects: a
 * write to the store, a call to Amazon, a message taken or let go. Dead, it has none any more. Not
 * thread-safe.
 */
final class MortalPlugins {

  /** The process is gone; nobody catches this. */
  static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(String where) {
      super(where, null, false, false);
    }
  }

  private static final Set<String> EFFECTS =
      Set.of(
          "put",
          "putIfAbsent",
          "putIfVersion",
          "putUnlessOvertaken",
          "putAll",
          "delete",
          "markExpiry",
          "request",
          "receive",
          "acknowledge",
          "postpone");

  private final IntPredicate dies;
  private final Consumer<String> death;
  private int moments;
  private String where = "";
  private boolean dead;

  /**
   * @param dies says for each moment, counted from 1, whether that is the last; there are two for
   *     each effect, before and after it
   */
  MortalPlugins(IntPredicate dies) {
    this(
        dies,
        effect -> {
          throw new Death(effect);
        });
  }

  /**
   * @param death what it dies of, told before or after which effect; whoever survives it goes on
   */
  MortalPlugins(IntPredicate dies, Consumer<String> death) {
    this.dies = dies;
    this.death = death;
  }

  /** How many moments there were at which it could have died. */
  int moments() {
    return moments;
  }

  /** The effect before or after which it died. */
  String where() {
    return where;
  }

  /** The store and the issuer of Amazon, besides what a process needs. */
  PluginRegistry of(PluginRegistry plugins, String store) {
    return PluginRegistry.of(
        List.of(
            new MortalStore(plugins.store(store)),
            new MortalIssuer(plugins.issuer("spapi")),
            plugins.notifier("log"),
            plugins.scheduler("local")));
  }

  private void moment(String effect) {
    if (dead) {
      throw new Death(effect);
    }
    moments++;
    if (dies.test(moments)) {
      where = effect;
      dead = true;
      death.accept(effect);
      dead = false;
    }
  }

  private <T> T mortal(T target, Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            MortalPlugins.class.getClassLoader(),
            interfaces(target.getClass(), type),
            (proxy, method, arguments) -> {
              boolean hasEffect = EFFECTS.contains(method.getName());
              if (hasEffect) {
                moment("before " + method.getName() + entries(arguments[0]));
              }
              Object result;
              try {
                result = method.invoke(target, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (hasEffect) {
                moment("after " + method.getName() + entries(arguments[0]));
              }
              return result;
            }));
  }

  /** What a store's effect is on. */
  private static String entries(Object argument) {
    if (argument instanceof SecretName name) {
      return " " + entry(name);
    }
    if (argument instanceof Map<?, ?> values) {
      return values.keySet().stream()
          .map(name -> entry((SecretName) name))
          .sorted()
          .collect(Collectors.joining("+", " ", ""));
    }
    return "";
  }

  private static String entry(SecretName name) {
    String last = name.value().substring(name.value().lastIndexOf('/') + 1);
    return last.startsWith("claim-") ? "claim" : last; // those have numbers
  }

  /** What a store can do more than any store, it says by its interfaces. */
  private static Class<?>[] interfaces(Class<?> implementation, Class<?> root) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> type = implementation; type != null; type = type.getSuperclass()) {
      Arrays.stream(type.getInterfaces()).filter(root::isAssignableFrom).forEach(all::add);
    }
    return all.toArray(Class<?>[]::new);
  }

  private final class MortalStore implements SecretStoreFactory {
    private final SecretStoreFactory inner;

    MortalStore(SecretStoreFactory inner) {
      this.inner = inner;
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public List<ConfigOption<?>> options() {
      return inner.options();
    }

    @Override
    public SecretStore open(PluginConfig config, PluginContext context) {
      return mortal(inner.open(config, context), SecretStore.class);
    }
  }

  private final class MortalIssuer implements SecretIssuerFactory {
    private final SecretIssuerFactory inner;

    MortalIssuer(SecretIssuerFactory inner) {
      this.inner = inner;
    }

    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public List<ConfigOption<?>> options() {
      return inner.options();
    }

    @Override
    public SecretIssuer open(PluginConfig config, PluginContext context) {
      return mortal(inner.open(config, context), SecretIssuer.class);
    }
  }
}
