// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a module brings with it. */
class SizesTest {

  private static final double MEGABYTE = 1e6;

  /** {@code group:artifact:jar:version} of a library that is not ours, as Maven lists it. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^ +(?!dev\\.halfturn)([\\w.-]+):([\\w.-]+):jar:([\\w.-]+):");

  /** Beside core, which every program has with what it stands on. */
  @ParameterizedTest(name = "{0}: {1} MB")
  @CsvSource({
    "store-aws, 11.0, ssm",
    "store-azure, 9.5, azure-core",
    "store-gcp, 14.5, gax",
    "rotator-spapi, 5.5, sqs"
  })
  void aPluginForACloudBringsSoManyMegabytesAtMost(
      String module, double megabytes, String oneOfThem) {
    Set<String> added = libraries(module);
    added.removeAll(libraries("core"));
    Map<String, Long> sizes = new TreeMap<>();
    Path repository = repository();
    added.forEach(jar -> sizes.put(jar, size(repository.resolve(jar))));
    sizes.put(module, ownSize(module));

    assertThat(added).hasSizeGreaterThan(15).anyMatch(jar -> jar.contains("/" + oneOfThem + "-"));
    assertThat(sizes.values().stream().mapToLong(Long::longValue).sum() / MEGABYTE)
        .as("megabytes that %s brings, the largest being %s", module, largest(sizes))
        .isBetween(megabytes - 1, megabytes);
  }

  private static String largest(Map<String, Long> sizes) {
    return sizes.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(5)
        .map(
            jar ->
                "%s (%.1f)"
                    .formatted(Path.of(jar.getKey()).getFileName(), jar.getValue() / MEGABYTE))
        .collect(Collectors.joining(", "));
  }

  private static long ownSize(String module) {
    return BuiltModule.named(module).files("").stream()
        .filter(
            file -> file.getFileName().toString().matches("halfturn-" + module + "-[\\d.]+\\.jar"))
        .mapToLong(SizesTest::size)
        .sum();
  }

  private static Set<String> libraries(String module) {
    Path list = BuiltModule.named(module).target().resolve("runtime-dependencies.txt");
    return LIBRARY
        .matcher(BuiltModule.read(list))
        .results()
        .map(match -> file(match.group(1), match.group(2), match.group(3)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Below the local repository. */
  private static String file(String group, String artifact, String version) {
    return "%s/%s/%s/%2$s-%3$s.jar".formatted(group.replace('.', '/'), artifact, version);
  }

  /** Where Maven has put the libraries: group, artifact and version above one of them. */
  private static Path repository() {
    String jar =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(file -> file.matches(".*[/\\\\]slf4j-api-[\\d.]+\\.jar"))
            .findFirst()
            .orElseThrow();
    return Path.of(jar).resolve("../../../../..").normalize();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
