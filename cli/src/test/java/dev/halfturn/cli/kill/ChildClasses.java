// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.kill;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Where the children of this JVM find their classes. One of them that lives to its end can leave an
 * archive of what it has loaded; those that use it start in less than half the time.
 */
final class ChildClasses {

  // of this JVM alone: several run tests at the same time
  private static final Path DIRECTORY =
      Path.of("target", "children", System.getProperty("halfturn.log", "alone"));

  private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)");

  private static final String PATH = path();

  private ChildClasses() {}

  /** Whatever this JVM sees, as class path or as module path; jars only, as an archive wants. */
  static String classPath() {
    return PATH;
  }

  /** With these a child leaves an archive when it ends, but not when it is killed. */
  static List<String> leavingAnArchive(String name) {
    return List.of("-XX:ArchiveClassesAtExit=" + archive(name));
  }

  /** With these it starts from the archive, or without where none was left. */
  static List<String> fromArchive(String name) {
    // where it is not there, not even the archive of Java itself would be used
    return Files.exists(archive(name))
        ? List.of("-XX:SharedArchiveFile=" + archive(name), "-Xshare:auto")
        : List.of();
  }

  private static Path archive(String name) {
    return DIRECTORY.resolve(name + ".jsa");
  }

  private static String path() {
    Set<Path> places = new LinkedHashSet<>();
    Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .flatMap(path -> Stream.of(path.split(File.pathSeparator)))
        .map(Path::of)
        .filter(Files::exists)
        .forEach(places::add);
    List<String> jars = new ArrayList<>();
    try {
      Files.createDirectories(DIRECTORY);
      for (Path place : places) {
        jars.add(archivable(place, DIRECTORY.resolve(jars.size() + ".jar")).toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return String.join(File.pathSeparator, jars);
  }

  /** The place itself, or a copy: what is in a directory or is signed goes into no archive. */
  private static Path archivable(Path place, Path copy) throws IOException {
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place);
          ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(copy))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          String name = place.relativize(file).toString().replace(File.separatorChar, '/');
          add(jar, name, Files.newInputStream(file));
        }
      }
      return copy;
    }
    try (ZipFile original = new ZipFile(place.toFile())) {
      if (original.stream().noneMatch(ChildClasses::isSignature)) {
        return place;
      }
      try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(copy))) {
        for (ZipEntry entry : Collections.list(original.entries())) {
          if (!isSignature(entry)) {
            add(jar, entry.getName(), original.getInputStream(entry));
          }
        }
      }
      return copy;
    }
  }

  private static boolean isSignature(ZipEntry entry) {
    return SIGNATURE.matcher(entry.getName()).matches();
  }

  private static void add(ZipOutputStream jar, String name, InputStream content)
      throws IOException {
    try (content) {
      jar.putNextEntry(new ZipEntry(name));
      content.transferTo(jar);
    }
  }
}
