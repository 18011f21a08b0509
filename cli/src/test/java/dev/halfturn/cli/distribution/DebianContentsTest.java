// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the Debian package, as far as it can be seen without installing it. */
class DebianContentsTest {

  private static final String PAGES = "usr/share/man/man1";

  @TempDir Path place;
  private String built;

  @BeforeEach
  void find() throws IOException {
    built = DebianPackage.built().toString();
  }

  private Result run(String... command) {
    Result result = new ChildProcess(place).run(List.of(command));
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  private Path unpacked() {
    Path tree = place.resolve("tree");
    run("dpkg-deb", "--extract", built, tree.toString());
    return tree;
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String decompressed(byte[] content) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void areTheManualPagesCompressedTheSameEachTime() throws IOException {
    Path pages = unpacked().resolve(PAGES);
    Path originals = Distribution.folder().resolve("share/man/man1");

    assertThat(names(pages))
        .isEqualTo(names(originals).stream().map(name -> name + ".gz").sorted().toList());
    for (String name : names(originals)) {
      byte[] page = Files.readAllBytes(pages.resolve(name + ".gz"));
      assertThat(Arrays.copyOfRange(page, 4, 8)).as("when it was compressed").containsOnly(0);
      assertThat(decompressed(page)).isEqualTo(Files.readString(originals.resolve(name)));
    }
  }

  @Test
  void areTheCompletionsWhereTheShellsLook() throws IOException {
    Path share = unpacked().resolve("usr/share");
    Path originals = Distribution.folder().resolve("completions");

    assertThat(share.resolve("bash-completion/completions/halfturn"))
        .hasSameTextualContentAs(originals.resolve("halfturn.bash"));
    assertThat(share.resolve("fish/vendor_completions.d/halfturn.fish"))
        .hasSameTextualContentAs(originals.resolve("halfturn.fish"));
    assertThat(share.resolve("zsh/vendor-completions/_halfturn"))
        .content()
        .startsWith("#compdef halfturn\n")
        .contains("/usr/share/bash-completion/completions/halfturn", "_complete_halfturn");
  }

  @Test
  void areUnitsThatLookAtASecretAndUnitsThatRemind() throws IOException {
    Path units = unpacked().resolve("usr/lib/systemd/system");

    assertThat(names(units))
        .containsExactly(
            "halfturn-once.service",
            "halfturn-once.timer",
            "halfturn-remind@.service",
            "halfturn-remind@.timer",
            "halfturn.service",
            "halfturn@.service",
            "halfturn@.timer");
    assertThat(units.resolve("halfturn-remind@.service"))
        .content()
        .contains("ExecStart=/usr/bin/halfturn remind %i\n", "StateDirectory=halfturn\n")
        .satisfies(
            unit ->
                assertThat(rights(unit))
                    .isEqualTo(rights(Files.readString(units.resolve("halfturn@.service")))));
  }

  @Test
  void areADaemonThatSystemdWatchesAndItsTimer() throws IOException {
    Path units = unpacked().resolve("usr/lib/systemd/system");
    String daemon = Files.readString(units.resolve("halfturn.service"));
    String once = Files.readString(units.resolve("halfturn-once.service"));

    assertThat(daemon)
        .contains(
            "Type=notify\n",
            "NotifyAccess=all\n",
            "WatchdogSec=90\n",
            "Restart=on-failure\n",
            "ExecStart=/usr/bin/halfturn serve\n");
    assertThat(once).contains("ExecStart=/usr/bin/halfturn serve --once\n");
    assertThat(rights(daemon)).containsAll(hardening(once));
    assertThat(hardening(once))
        .isEqualTo(hardening(Files.readString(units.resolve("halfturn@.service"))));
  }

  private static List<String> hardening(String service) {
    return service
        .substring(service.indexOf("User="))
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .toList();
  }

  /** All of a service but what it says and what it runs. */
  private static List<String> rights(String service) {
    return service
        .lines()
        .filter(line -> !line.matches("#.*|(Description|Documentation|ExecStart)=.*"))
        .toList();
  }

  @Test
  void areRootsAndReadableByAllAndWritableByNobodyElse() {
    assertThat(run("dpkg-deb", "--contents", built).out().lines())
        .hasSizeGreaterThan(100)
        .allMatch(line -> line.matches("(-rw-r--r--|[-d]rwxr-xr-x|lrwxrwxrwx) root/root .*"));
  }

  @Test
  void sayWhatTheyAreAndNeed() {
    String control = run("dpkg-deb", "--field", built).out();

    assertThat(control)
        .contains("Package: halfturn\n", "Section: admin\n")
        .containsPattern("(?m)^Version: [0-9]+\\.[0-9]+\\.[0-9]+$")
        .containsPattern("(?m)^Installed-Size: [0-9]{5,6}$")
        .containsPattern("(?m)^Depends: adduser, libc6 \\(>= [^)]+\\), libstdc\\+\\+6 \\(>= ")
        .doesNotContain("@ARCHITECTURE@", "@SIZE@", "${");
  }

  @Test
  void haveAChangelogOfTheRelease() throws IOException {
    Path doc = unpacked().resolve("usr/share/doc/halfturn");

    assertThat(decompressed(Files.readAllBytes(doc.resolve("changelog.gz"))))
        .startsWith("halfturn (")
        .containsPattern(
            "\n -- .* <.*>  [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} .*\\+0000\n");
    assertThat(names(doc)).containsExactly("README.Debian", "changelog.gz", "copyright");
  }
}
