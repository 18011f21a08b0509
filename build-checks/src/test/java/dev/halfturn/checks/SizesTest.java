// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a module brings with it. */
class SizesTest {

  private static final long MEGABYTE = 1_000_000;

  /** {@code group:artifact:jar:version} of a library that is not ours, as Maven lists it. */
  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^ +(?!dev\\.halfturn)[\\w.-]+:([\\w.-]+):jar:([\\w.-]+):");

  /** Beside core, which every program has with what it stands on. */
  @Test
  void theStoresOfAwsAreElevenMegabytesAtMost() throws IOException {
    Set<String> added = libraries("store-aws");
    added.removeAll(libraries("core"));
    long size = added.stream().mapToLong(SizesTest::size).sum();
    for (Path jar : BuiltModule.named("store-aws").files("")) {
      if (jar.getFileName().toString().matches("halfturn-store-aws-[\\d.]+\\.jar")) {
        size += Files.size(jar);
      }
    }

    assertThat(added).hasSizeGreaterThan(20).anyMatch(jar -> jar.startsWith("ssm-"));
    assertThat(size).isBetween(10 * MEGABYTE, 11 * MEGABYTE);
  }

  private static Set<String> libraries(String module) {
    Path list = BuiltModule.named(module).target().resolve("runtime-dependencies.txt");
    return LIBRARY
        .matcher(BuiltModule.read(list))
        .results()
        .map(match -> match.group(1) + "-" + match.group(2) + ".jar")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long size(String jar) {
    Path file =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .filter(path -> path.endsWith(jar))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("not on the class path: " + jar));
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
