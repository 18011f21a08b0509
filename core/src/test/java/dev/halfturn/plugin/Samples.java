// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Receipt;
import java.util.Arrays;
import java.util.List;

/** Factories as a services file may name them, good and bad. */
public final class Samples {

  private Samples() {}

  /** Nothing is wrong with what extends this. */
  public abstract static class Base implements NotifierFactory {
    private final String name;

    protected Base(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of();
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      return new Silent();
    }
  }

  private static final class Silent implements Notifier {
    @Override
    public Receipt send(Notice notice) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
  }

  public static final class Good extends Base {
    public Good() {
      super("good");
    }
  }

  public static final class Twin extends Base {
    public Twin() {
      super("twin");
    }
  }

  public static final class OtherTwin extends Base {
    public OtherTwin() {
      super("twin");
    }
  }

  public static final class IllegalName extends Base {
    public IllegalName() {
      super("Not Legal");
    }
  }

  public static final class NoName extends Base {
    public NoName() {
      super(null);
    }
  }

  public static final class LongName extends Base {
    public LongName() {
      super("a".repeat(41));
    }
  }

  public static final class ThrowingConstructor extends Base {
    public ThrowingConstructor() {
      super("throwing");
      throw new IllegalStateException("quoted text");
    }
  }

  public static final class AssertingConstructor extends Base {
    public AssertingConstructor() {
      super("asserting");
      throw new AssertionError("quoted text");
    }
  }

  public static final class ThrowingInitializer extends Base {
    private static final int VALUE = Integer.parseInt("quoted text");

    public ThrowingInitializer() {
      super("initializer" + VALUE);
    }
  }

  /** Its super class is left out of the jar. */
  public static final class LibraryMissing extends Library {
    public LibraryMissing() {
      super("library-missing");
    }
  }

  public abstract static class Library extends Base {
    protected Library(String name) {
      super(name);
    }
  }

  /** Compiled against an SPI that had a method less. */
  public static final class ThrowingName extends Base {
    public ThrowingName() {
      super("older");
    }

    @Override
    public String name() {
      throw new AbstractMethodError("name");
    }
  }

  public static final class NoOptions extends Base {
    public NoOptions() {
      super("no-options");
    }

    @Override
    public List<ConfigOption<?>> options() {
      return null;
    }
  }

  public static final class NullOption extends Base {
    public NullOption() {
      super("null-option");
    }

    @Override
    public List<ConfigOption<?>> options() {
      return Arrays.asList((ConfigOption<?>) null);
    }
  }

  public static final class DoubledOption extends Base {
    public DoubledOption() {
      super("doubled-option");
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(ConfigOption.string("to", "one"), ConfigOption.bool("to", "two"));
    }
  }

  public static final class BarInDoc extends Base {
    public BarInDoc() {
      super("bar-in-doc");
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(ConfigOption.string("to", "this | or <that>"));
    }
  }

  public static final class NoFactory {}

  public static final class NoPublicConstructor extends Base {
    NoPublicConstructor() {
      super("no-public-constructor");
    }
  }
}
