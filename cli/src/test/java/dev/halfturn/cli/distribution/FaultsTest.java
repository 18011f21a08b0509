// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import dev.halfturn.testkit.Canaries;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Faults of the system around the command. What is wrong with the store's files themselves is in
 * the script {@code bad-store.txt}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the tools that cause the faults are of Unix")
class FaultsTest {

  /** Each writes what it gave: status, output, errors. */
  private static final String SHOW =
      """
      show() {
        status=0
        "$@" >out.txt 2>err.txt || status=$?
        echo "[$status]"
        cat out.txt err.txt
      }
      """;

  @TempDir Path home;
  private ChildProcess process;

  @BeforeEach
  void makeProcess() throws IOException {
    Files.createDirectory(home.resolve("small"));
    process =
        new ChildProcess(home)
            .with("HALFTURN", Distribution.launcher().toString())
            .with("HALFTURN_JAVA_OPTS", "-XX:-UsePerfData")
            .with("BIG", "x".repeat(8192))
            .with("SECRET", Canaries.CLIENT_SECRET)
            .with("NEW_SECRET", Canaries.CLIENT_SECRET + "2");
  }

  private Result sh(String script) {
    return process.run(List.of("sh", "-c", SHOW + script));
  }

  private boolean canMount() {
    return process
            .run(List.of("sh", "-c", "unshare -Urm mount -t tmpfs tmpfs small 2>/dev/null"))
            .status()
        == 0;
  }

  /** With the store on a file system of its own. */
  private Result mounted(String size, String script) {
    String mount = "mount -t tmpfs -o mode=700," + size + " tmpfs small\n";
    return process.run(List.of("unshare", "-Urm", "sh", "-c", SHOW + mount + init(script)));
  }

  private static String init(String more) {
    return """
    '$HALFTURN' init --store-file small/store --unlock key-file --quiet
    printf %s "$SECRET" |
      '$HALFTURN' app add erp --client-id amzn1.x --quiet - 2>/dev/null
    """
        .concat(more)
        .replace("'$HALFTURN'", "\"$HALFTURN\"");
  }

  /** A disk that is full, or else a limit of the size of files, which every user may set. */
  @Test
  void aFullDiskKeepsTheOldStateSaysSoAndWhenFreedTheNextWriteWorks() {
    Result result =
        canMount()
            ? mounted(
                "size=64k",
                fullDisk("dd if=/dev/zero of=small/filler 2>/dev/null || true", "rm small/filler"))
            : sh(init(fullDisk("ulimit -S -f 8", "ulimit -S -f unlimited")));

    assertThat(result.err()).isEmpty();
    List<String> lines = result.out().lines().toList();
    String before = lines.get(1);
    assertThat(lines)
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("[0]"),
            line -> assertThat(line).contains("\"entries\":3", "\"conditions\":[]"),
            line -> assertThat(line).isEqualTo("[18]"),
            line -> assertThat(line).startsWith("halfturn: error: no space to write '"),
            line -> assertThat(line).startsWith("halfturn: hint: free some space"),
            line -> assertThat(line).isEqualTo("[0]"),
            line -> assertThat(line).isEqualTo(before),
            line -> assertThat(line).isEqualTo("[0]"),
            line -> assertThat(line).isEqualTo("Stored  a/b  v1  new"));
  }

  private static String fullDisk(String fill, String free) {
    return String.join(
        "\n",
        "show '$HALFTURN' store verify --json",
        fill,
        "printf %s \"$BIG\" | show '$HALFTURN' secret set a/b -",
        free,
        "show '$HALFTURN' store verify --json",
        "printf %s \"$BIG\" | show '$HALFTURN' secret set a/b -");
  }

  @Test
  void aNewSecretThatFindsNoRoomIsNotTakenForStored() {
    assumeThat(canMount()).as("a child may mount a file system of its own").isTrue();

    Result result =
        mounted(
            "size=64k",
            """
            dd if=/dev/zero of=small/filler 2>/dev/null || true
            printf %s "$NEW_SECRET" | show '$HALFTURN' rotate erp --new-secret-stdin
            """);

    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("[18]"),
            line -> assertThat(line).startsWith("erp · secret v1 "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "halfturn: warning: nothing was stored: keep the new secret, Amazon shows"
                            + " it to nobody again"),
            line -> assertThat(line).startsWith("halfturn: error: no space to write '"),
            line -> assertThat(line).startsWith("halfturn: hint: free some space"));
  }

  @Test
  void aReadOnlyDiskIsReadAndOneLineSaysThatItCannotBeWritten() {
    assumeThat(canMount()).as("a child may mount a file system of its own").isTrue();

    Result result =
        mounted(
            "size=1m",
            """
            mount -o remount,ro small
            echo value | show '$HALFTURN' secret set a/b -
            show '$HALFTURN' secret get erp/lwa/clientidentifier
            """);

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("[18]"),
            line -> assertThat(line).startsWith("halfturn: error: '").contains("cannot be written"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "halfturn: hint: make the directory writable for this user; nothing was"
                            + " changed"),
            line -> assertThat(line).isEqualTo("[0]"),
            line -> assertThat(line).isEqualTo("amzn1.x"));
  }

  @Test
  void aStoreThatAnotherProcessHoldsIsReadAndNotWritten() throws IOException {
    process.run(List.of("sh", "-c", init("")));
    try (FileChannel held =
            FileChannel.open(home.resolve("small/store.lock"), StandardOpenOption.WRITE);
        FileLock lock = held.lock()) {
      Result result =
          sh(
              """
              export HALFTURN_STORE_FILE_LOCK_TIMEOUT=200ms
              echo value | show "$HALFTURN" secret set a/b -
              show "$HALFTURN" secret get erp/lwa/clientidentifier
              """);

      assertThat(lock.isValid()).isTrue();
      assertThat(result.out().lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("[8]"),
              line -> assertThat(line).startsWith("halfturn: error: store '").contains("written"),
              line -> assertThat(line).startsWith("halfturn: hint: "),
              line -> assertThat(line).isEqualTo("[0]"),
              line -> assertThat(line).isEqualTo("amzn1.x"));
    }
  }

  /** Where the number of a closed stream was free, the next file that is opened had it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          secret set a/b - | <&- | 2 | halfturn: error: no value was given
          plugins          | >&- | 1 | halfturn: error: standard output cannot be written: Bad file descriptor
          plugins          | 2>&- | 0 | ''
          nonsense         | <&- >&- 2>&- | 2 | ''
          plugins          | >/dev/full | 1 | halfturn: error: standard output cannot be written: No space left on device
          """)
  void aStreamThatIsClosedOrFullHasOneLine(
      String arguments, String redirection, int status, String error) {
    process.run(List.of("sh", "-c", init("")));

    Result result = sh("\"$HALFTURN\" " + arguments + " " + redirection);

    assertThat(result.status()).isEqualTo(status);
    assertThat(result.err().lines().findFirst().orElse("")).isEqualTo(error);
    assertThat(result.err()).doesNotContain("\tat ", "Exception");
    assertThat(result.err().lines()).hasSizeLessThan(3);
  }

  @Test
  void aReaderThatHasHadEnoughIsNotTold() {
    Result result = sh("{ \"$HALFTURN\" plugins; echo \"[$?]\" >&2; } | exec true");

    assertThat(result.err()).isEqualTo("[1]\n");
  }
}
