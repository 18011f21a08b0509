// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What {@code mvn install} would put into the repository of this machine, in a directory of the
 * build instead, and settings for Maven by which a project elsewhere finds it there. Everything
 * else is taken from the repository that this build uses; nothing is asked of the network, and
 * nothing is written anywhere else.
 */
final class InstalledRepository {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MODULE = Pattern.compile("<module>(.+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("\n  <artifactId>(.+)</artifactId>");
  private static final Pattern GROUP = Pattern.compile("\n  <groupId>(.+)</groupId>");
  private static final Pattern VERSION = Pattern.compile("\n {2,4}<version>(.+)</version>");

  private final Path directory;

  private InstalledRepository(Path directory) {
    this.directory = directory;
  }

  /** Made anew of what the modules have built. */
  static InstalledRepository in(Path directory) {
    InstalledRepository repository = new InstalledRepository(directory);
    repository.install(ROOT);
    MODULE
        .matcher(BuiltModule.read(ROOT.resolve("pom.xml")))
        .results()
        .map(match -> ROOT.resolve(match.group(1)))
        .filter(module -> module.getParent().equals(ROOT)) // an example stands for itself
        .forEach(repository::install);
    return repository;
  }

  /** The model of a module, and its jar if it has made one. */
  private void install(Path module) {
    String pom = BuiltModule.read(module.resolve("pom.xml"));
    String artifact = first(ARTIFACT, pom);
    String version = first(VERSION, pom);
    String group = GROUP.matcher(pom).find() ? first(GROUP, pom) : "dev.halfturn";
    Path target = directory.resolve(group.replace('.', '/')).resolve(artifact).resolve(version);
    String name = artifact + "-" + version;
    copy(module.resolve("pom.xml"), target.resolve(name + ".pom"));
    Path jar = module.resolve("target").resolve(name + ".jar");
    if (Files.exists(jar)) {
      copy(jar, target.resolve(name + ".jar"));
    }
  }

  /** Maven does not look again for a version that it has, and ours are others after each build. */
  private static void forget(Path earlier) throws IOException {
    if (Files.exists(earlier)) {
      try (Stream<Path> files = Files.walk(earlier)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("a model without " + pattern);
    }
    return matcher.group(1);
  }

  private static void copy(Path from, Path to) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the artifact's jar is there. */
  boolean has(String artifact) {
    Path versions = directory.resolve("dev/halfturn").resolve(artifact);
    try (var files = Files.walk(versions)) {
      return files.anyMatch(file -> file.toString().endsWith(".jar"));
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * What {@code mvn} has to be told, one argument a line, as in {@code .mvn/maven.config}.
   *
   * @param ordinary the repository of this machine
   * @param work where Maven may write
   */
  String arguments(Path ordinary, Path work) throws IOException {
    forget(work.resolve("repository/dev/halfturn"));
    Path settings = work.resolve("settings.xml");
    Files.writeString(
        settings,
        """
        <settings>
          <localRepository>%s</localRepository>
          <mirrors>
            <mirror><id>ordinary</id><mirrorOf>central</mirrorOf><url>%s</url></mirror>
          </mirrors>
          <profiles>
            <profile>
              <id>installed</id>
              <repositories>
                <repository><id>installed</id><url>%s</url></repository>
              </repositories>
            </profile>
          </profiles>
          <activeProfiles><activeProfile>installed</activeProfile></activeProfiles>
        </settings>
        """
            .formatted(work.resolve("repository"), ordinary.toUri(), directory.toUri()));
    return "-B\n-ntp\n-c\n-Dstyle.color=never\n-s\n%s\n".formatted(settings);
  }
}
