// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.failsafe.Failsafe;
import dev.halfturn.spi.SecretStore;
import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;

/** The other tests run on the class path; these see that core is a module as well. */
class ModulePathTest {

  private static final String CORE = "dev.halfturn";

  private static final ModuleFinder MODULES =
      ModuleFinder.of(
          Stream.of(
                  PluginRegistry.class,
                  SecretStore.class,
                  JSON.class,
                  JsonFactory.class,
                  Failsafe.class,
                  Logger.class)
              .map(type -> Locations.of(type).orElseThrow())
              .toArray(Path[]::new));

  @Test
  void onTheModulePathWhatIsBuiltInIsFoundOnce() throws Exception {
    Configuration resolved =
        ModuleLayer.boot().configuration().resolveAndBind(MODULES, ModuleFinder.of(), Set.of(CORE));
    ClassLoader loader =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(resolved, ClassLoader.getPlatformClassLoader())
            .findLoader(CORE);
    Class<?> registry = loader.loadClass(PluginRegistry.class.getName());
    assertThat(registry.getModule().getName()).isEqualTo(CORE);

    Object discovered = call(registry, "discover", null, loader);

    List<?> plugins = (List<?>) call(registry, "plugins", discovered);
    assertThat(plugins).hasSize(2);
    assertThat(plugins.toString()).contains("name=log", "name=local");
    assertThat((List<?>) call(registry, "problems", discovered)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NOTIFIER", "SCHEDULER"})
  void theModuleProvidesWhatTheServicesFileLists(PluginKind kind) throws IOException {
    List<String> provided =
        descriptor().provides().stream()
            .filter(provides -> provides.service().equals(kind.service().getName()))
            .flatMap(provides -> provides.providers().stream())
            .toList();
    Path services =
        Locations.of(PluginRegistry.class)
            .orElseThrow()
            .resolve("META-INF/services")
            .resolve(kind.service().getName());
    assertThat(Files.readAllLines(services)).isEqualTo(provided).isNotEmpty();
  }

  @Test
  void nothingInternalIsExported() {
    assertThat(descriptor().exports())
        .extracting(ModuleDescriptor.Exports::source)
        .isNotEmpty()
        .noneMatch(name -> name.contains("internal"));
    assertThat(descriptor().packages())
        .filteredOn(name -> !name.contains("internal"))
        .allMatch(name -> descriptor().exports().stream().anyMatch(e -> e.source().equals(name)));
  }

  private static ModuleDescriptor descriptor() {
    return MODULES.find(CORE).orElseThrow().descriptor();
  }

  private static Object call(Class<?> type, String method, Object target, Object... arguments)
      throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
    Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {ClassLoader.class};
    return type.getMethod(method, types).invoke(target, arguments);
  }
}
