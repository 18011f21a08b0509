// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the comparison of two releases notices, and what it passes over. */
class ApiBreaksTest {

  private static final String CLASS =
      """
      package pub;
      public class Door {
        public static final int KEYS = 1;
        public Door(String name) {}
        public int open() { return 1; }
        protected void knock(String how, int times) {}
        void inside() {}
        public interface Lock { int turn(); }
        public enum State { OPEN, SHUT }
        public record Key(String name) {}
      }
      """;

  @TempDir Path directory;

  @BeforeEach
  void compileTheEarlierOne() throws IOException {
    compile("before", CLASS);
  }

  private Path compile(String folder, String source) throws IOException {
    Path classes = Files.createDirectories(directory.resolve(folder));
    Path file = Files.writeString(classes.resolve("Door.java"), source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", classes.toString(), file.toString());
    assertThat(status).isZero();
    Files.delete(file);
    return classes;
  }

  private List<String> breaks(String from, String to, Set<String> packages) throws IOException {
    assertThat(CLASS).contains(from);
    Path now = compile("now", CLASS.replace(from, to));
    return ApiBreaks.between(directory.resolve("before"), now, packages, directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          public int open() { return 1; }      |                                          | pub.Door.open() METHOD_REMOVED
          public int open()                    | private int open()                       | pub.Door.open() METHOD_LESS_ACCESSIBLE
          public int open() { return 1; }      | public long open() { return 1; }         | pub.Door.open() METHOD_RETURN_TYPE_CHANGED
          String how, int times                | String how                               | pub.Door.knock(java.lang.String,int) METHOD_REMOVED
          public Door(String name) {}          | public Door() {}                         | pub.Door.Door(java.lang.String) CONSTRUCTOR_REMOVED
          public static final int KEYS = 1;    |                                          | pub.Door.KEYS FIELD_REMOVED
          int turn();                          | int turn(); int turnBack();              | pub.Door$Lock.turnBack() METHOD_ADDED_TO_INTERFACE
          OPEN, SHUT                           | OPEN                                     | pub.Door$State.SHUT FIELD_REMOVED
          Key(String name)                     | Key(String name, int weight)             | pub.Door$Key.Door$Key(java.lang.String) CONSTRUCTOR_REMOVED
          public interface Lock { int turn(); } |                                         | pub.Door$Lock CLASS_REMOVED
          """)
  void whatBreaksOthersIsFound(String from, String to, String found) throws IOException {
    assertThat(breaks(from, to == null ? "" : to, Set.of("pub"))).contains(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          void inside() {}          |
          public int open()         | public void shut() {} public int open()
          int turn();               | int turn(); default int turnBack() { return -turn(); }
          OPEN, SHUT                | OPEN, SHUT, AJAR
          Key(String name) {}       | Key(String name, int weight) { public Key(String name) { this(name, 0); } }
          """)
  void whatHarmsNobodyIsPassedOver(String from, String to) throws IOException {
    assertThat(breaks(from, to == null ? "" : to, Set.of("pub"))).isEmpty();
  }

  @Test
  void whatIsNotExportedMayChange() throws IOException {
    assertThat(breaks("public int open() { return 1; }", "", Set.of("other"))).isEmpty();
  }
}
