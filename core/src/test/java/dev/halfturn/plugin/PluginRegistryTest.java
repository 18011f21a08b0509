// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PluginRegistryTest {

  private static final String GOOD = Samples.Good.class.getName();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      classes = {
        Samples.IllegalName.class,
        Samples.NoName.class,
        Samples.LongName.class,
        Samples.ThrowingConstructor.class,
        Samples.AssertingConstructor.class,
        Samples.ThrowingInitializer.class,
        Samples.LibraryMissing.class,
        Samples.ThrowingName.class,
        Samples.NoOptions.class,
        Samples.NullOption.class,
        Samples.DoubledOption.class,
        Samples.NoFactory.class,
        Samples.NoPublicConstructor.class,
      })
  void aBadEntryIsReportedAndHidesNoGoodOne(Class<?> bad) throws IOException {
    PluginRegistry registry =
        discover(lines(bad.getName(), GOOD), Samples.Base.class, bad, Samples.Good.class);
    assertThat(notifiers(registry)).containsExactly("good");
    assertThat(registry.problems())
        .singleElement()
        .asString()
        .contains(bad == Samples.LibraryMissing.class ? "Library" : bad.getName())
        .doesNotContain("quoted text");
  }

  @Test
  void whatComesWithTheLibraryIsThereWithoutASearch() {
    assertThat(PluginRegistry.builtIn().plugins())
        .extracting(PluginInfo::name)
        .containsExactly("log", "local");
  }

  @Test
  void aThrowingConstructorIsReportedWithItsJar() throws IOException {
    PluginRegistry registry =
        discover(
            Samples.ThrowingConstructor.class.getName(),
            Samples.Base.class,
            Samples.ThrowingConstructor.class);
    assertThat(registry.problems())
        .containsExactly(
            Samples.ThrowingConstructor.class.getName()
                + " in "
                + folder.resolve("plugin.jar")
                + ": failed with java.lang.IllegalStateException");
  }

  @Test
  void aMissingClassIsReportedWithTheJarThatNamesIt() throws IOException {
    PluginRegistry registry =
        discover(
            lines("com.example.Missing # a comment", GOOD), Samples.Base.class, Samples.Good.class);
    assertThat(notifiers(registry)).containsExactly("good");
    assertThat(registry.problems())
        .containsExactly(
            "NotifierFactory: Provider com.example.Missing not found in "
                + folder.resolve("plugin.jar"));
  }

  @Test
  void aMissingClassIsReportedWithTheFolderThatNamesIt() throws IOException {
    PluginJar.of("com.example.Missing").unpackInto(folder);
    try (URLClassLoader loader = PluginJar.loader(folder)) {
      assertThat(PluginRegistry.discover(loader).problems())
          .containsExactly("NotifierFactory: Provider com.example.Missing not found in " + folder);
    }
  }

  @Test
  void aServicesFileThatIsNotOneIsReportedAndHidesNoOther() throws IOException {
    Path bad = PluginJar.of("two words\n").writeTo(folder.resolve("bad.jar"));
    Path good =
        PluginJar.of(GOOD, Samples.Base.class, Samples.Good.class)
            .writeTo(folder.resolve("good.jar"));
    try (URLClassLoader loader = PluginJar.loader(bad, good)) {
      PluginRegistry registry = PluginRegistry.discover(loader);
      assertThat(notifiers(registry)).containsExactly("good");
      assertThat(registry.problems()).singleElement().asString().contains("bad.jar");
    }
  }

  @Test
  void commentsBlanksAndADoubledLineChangeNothing() throws IOException {
    PluginRegistry registry =
        discover(
            lines("# who we are", "", "  " + GOOD + "  # good", GOOD, ""),
            Samples.Base.class,
            Samples.Good.class);
    assertThat(notifiers(registry)).containsExactly("good");
    assertThat(registry.problems()).isEmpty();
  }

  @Test
  void twoPluginsOfOneNameAreListedAndRefusedOnUseWithBothJars() throws IOException {
    Path first =
        PluginJar.of(Samples.Twin.class.getName(), Samples.Base.class, Samples.Twin.class)
            .writeTo(folder.resolve("first.jar"));
    Path second =
        PluginJar.of(
                lines(Samples.OtherTwin.class.getName(), GOOD),
                Samples.OtherTwin.class,
                Samples.Good.class)
            .writeTo(folder.resolve("second.jar"));
    try (URLClassLoader loader = PluginJar.loader(first, second)) {
      PluginRegistry registry = PluginRegistry.discover(loader);
      assertThat(notifiers(registry)).containsExactly("good", "twin", "twin");
      assertThat(registry.problems())
          .singleElement()
          .asString()
          .contains("'twin'", first.toString(), second.toString());
      assertThatThrownBy(() -> registry.notifier("twin"))
          .asInstanceOf(type(HalfturnException.class))
          .satisfies(
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
                assertThat(e.reason()).isEqualTo(PluginRegistry.DUPLICATE);
                assertThat(e).hasMessageContainingAll(first.toString(), second.toString());
                assertThat(e.hint()).isPresent();
              });
      assertThat(registry.notifier("good").getClass().getName()).isEqualTo(GOOD);
    }
  }

  @Test
  void anUnknownNameListsWhatExists() {
    PluginRegistry registry =
        PluginRegistry.of(List.of(new Samples.Twin())).with(new Samples.Good());
    assertThatThrownBy(() -> registry.notifier("bad"))
        .asInstanceOf(type(HalfturnException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND);
              assertThat(e.reason()).isEqualTo(PluginRegistry.UNKNOWN);
              assertThat(e).hasMessage("there is no notifier plug-in 'bad'; there are: good, twin");
            });
    assertThatThrownBy(() -> registry.store("good"))
        .hasMessage("there is no store plug-in 'good'; there are: none");
    assertThatThrownBy(() -> registry.scheduler("good"))
        .hasMessage("there is no scheduler plug-in 'good'; there are: none");
  }

  @Test
  void othersAreLookedForOnlyWhenTheyAreWanted() {
    AtomicInteger searches = new AtomicInteger();
    PluginRegistry registry =
        PluginRegistry.of(List.of(new Samples.Good()))
            .before(
                Set.of("twin"),
                () -> {
                  searches.incrementAndGet();
                  return List.of(PluginRegistry.of(List.of(new Samples.Twin())));
                });
    assertThat(registry.notifier("good")).isInstanceOf(Samples.Good.class);
    assertThat(searches).hasValue(0);

    assertThat(registry.notifier("twin")).isInstanceOf(Samples.Twin.class);
    assertThat(notifiers(registry)).containsExactly("good", "twin");
    assertThat(registry.problems()).isEmpty();
    assertThat(searches).hasValue(1);
  }

  @Test
  void namesakesAmongTheOthersAreProblemsToo() {
    PluginRegistry registry =
        PluginRegistry.of(List.of(new Samples.Twin()))
            .before(
                Set.of("twin"), () -> List.of(PluginRegistry.of(List.of(new Samples.OtherTwin()))));

    assertThat(registry.problems()).singleElement().asString().contains("'twin'");
    assertThatThrownBy(() -> registry.notifier("twin"))
        .hasMessageStartingWith("2 notifier plug-ins are called 'twin'");
  }

  @Test
  void aNameThatCannotBeOneIsNotQuoted() {
    assertThatThrownBy(() -> PluginRegistry.of(List.of()).notifier("amzn1.oa2-cs.v1.canary"))
        .hasMessage("there is no notifier plug-in '?'; there are: none");
  }

  @Test
  void aFactoryGivenByCodeMustBeLegal() {
    assertThatThrownBy(() -> PluginRegistry.of(List.of(new Samples.IllegalName())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("has no legal name");
  }

  @Test
  void tellsJarAndItsHashAsItIsOnDisk() throws Exception {
    Path jar =
        PluginJar.of(GOOD, Samples.Base.class, Samples.Good.class)
            .writeTo(folder.resolve("plugin.jar"));
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      PluginInfo info = info(PluginRegistry.discover(loader), "good");
      String hash =
          HexFormat.of()
              .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
      assertThat(info.kind()).isEqualTo(PluginKind.NOTIFIER);
      assertThat(info.className()).isEqualTo(GOOD);
      assertThat(info.jar()).contains(jar);
      assertThat(info.sha256()).contains(hash);
    }
  }

  @Test
  void aJarThatBecameUnreadableHasNoHash() {
    PluginInfo info = new PluginInfo(PluginKind.STORE, "x", "X", Optional.of(folder), List.of());
    assertThat(info.jar()).isEmpty();
    assertThat(info.sha256()).isEmpty();
  }

  @Test
  void givesUpOnALoaderThatFailsForEver() {
    ClassLoader failing =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("disk gone");
          }
        };
    assertThat(PluginRegistry.discover(failing).problems())
        .hasSize(PluginKind.values().length * 101)
        .last()
        .asString()
        .contains("gave up");
  }

  private PluginRegistry discover(String services, Class<?>... classes) throws IOException {
    Path jar = PluginJar.of(services, classes).writeTo(folder.resolve("plugin.jar"));
    try (URLClassLoader loader = PluginJar.loader(jar)) {
      return PluginRegistry.discover(loader);
    }
  }

  private static PluginInfo info(PluginRegistry registry, String name) {
    return registry.plugins().stream().filter(i -> i.name().equals(name)).findAny().orElseThrow();
  }

  /** What came from jars, without what is built in. */
  private static List<String> notifiers(PluginRegistry registry) {
    return registry.plugins().stream()
        .filter(info -> info.className().startsWith(Samples.class.getName()))
        .map(PluginInfo::name)
        .toList();
  }

  private static String lines(String... lines) {
    return String.join("\n", lines);
  }
}
