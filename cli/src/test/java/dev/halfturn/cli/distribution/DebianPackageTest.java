// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.halfturn.cli.distribution.ChildProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Debian package, installed in the root directory of a system that is made for it: in there are
 * what each Debian has, what the package asks for, and systemd to judge the units.
 */
class DebianPackageTest {

  private static final String PACKAGE = "halfturn.deb";
  private static final String SECRET = "amzn1.oa2-cs.v1." + "0123456789abcdef".repeat(4);

  /** What the unit does, as the user and with the rights that the unit says. */
  private static final String AS_SERVICE =
      """
      as_service() {
        setpriv --reuid=halfturn --regid=halfturn --clear-groups --no-new-privs \
          env -i HOME=/var/lib/halfturn PATH=/usr/bin:/bin LANG=C.UTF-8 "$@"
      }
      """;

  @TempDir static Path place;
  private static Path root;

  @BeforeAll
  static void install() throws IOException {
    Path built = DebianPackage.built();
    assumeThat(host("command -v mmdebstrap").status()).as("mmdebstrap is there").isZero();
    assumeThat(host("id -u").out().strip())
        .as("only root can make a root directory")
        .isEqualTo("0");
    assumeThat(host("unshare --mount --pid --fork mount --bind / /").status())
        .as("this root may mount")
        .isZero();
    root = place.resolve("root");
    String wanted =
        host("dpkg-deb --field '" + built + "' Depends")
            .out()
            .strip()
            .replaceAll(" \\([^)]*\\)", "");
    Result made =
        host(
            "mmdebstrap --variant=essential --include=systemd,"
                + wanted.replace(" ", "")
                + " \"$(. /etc/os-release && echo \"$VERSION_CODENAME\")\" '"
                + root
                + "'");
    assumeThat(made.status()).as("mmdebstrap can make a root directory: %s", made.err()).isZero();
    Files.copy(built, root.resolve(PACKAGE));
    Result installed = in(root, "dpkg --install /" + PACKAGE);
    assertThat(installed.status()).as(installed.err()).isZero();
  }

  /** JUnit would say a word for each of the many links that lead out of it. */
  @AfterAll
  static void clearUp() {
    host("rm -rf --one-file-system '" + place + "/root' '" + place + "/other'");
  }

  private static Result host(String script) {
    return new ChildProcess(place).run(List.of("sh", "-c", script));
  }

  /** Runs a script in a root directory, which has to be a mount point as a real one is. */
  private static Result in(Path directory, String script) {
    return new ChildProcess(place)
        .run(
            List.of(
                "unshare",
                "--mount",
                "--pid",
                "--kill-child",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$0\" && mount -t proc proc \"$0/proc\""
                    + " && exec chroot \"$0\" sh -ec \"$1\"",
                directory.toString(),
                script));
  }

  private static String installed(String script) {
    Result result = in(root, script);
    assertThat(result.status()).as(result.out() + result.err()).isZero();
    return result.out();
  }

  @Test
  void makesAUserAndPlacesThatAreTheUsersAlone() {
    assertThat(installed("getent passwd halfturn"))
        .endsWith(":/var/lib/halfturn:/usr/sbin/nologin\n");
    assertThat(installed("stat -c '%a %U %n' /var/lib/halfturn /etc/halfturn/keys"))
        .isEqualTo("700 halfturn /var/lib/halfturn\n700 halfturn /etc/halfturn/keys\n");
  }

  @Test
  void leavesTheConfigurationToTheAdministrator() {
    assertThat(installed("dpkg-query --show --showformat '${Conffiles}' halfturn"))
        .contains("/etc/halfturn/config.yaml");
    assertThat(installed("stat -c '%a %U' /etc/halfturn/config.yaml")).isEqualTo("644 root\n");
  }

  @Test
  void hasUnitsThatSystemdAccepts() {
    Result verified =
        in(
            root,
            "cd /usr/lib/systemd/system && systemd-analyze verify --man=no"
                + " halfturn@erp.service halfturn@erp.timer"
                + " halfturn-remind@erp.service halfturn-remind@erp.timer"
                + " halfturn.service halfturn-once.service halfturn-once.timer");

    assertThat(verified.out() + verified.err()).isEmpty();
    assertThat(verified.status()).isZero();
  }

  /** Of ten, where one is a unit that may do next to nothing. */
  @Test
  void hasServicesThatAreExposedToLittle() {
    for (String service :
        List.of(
            "halfturn@.service",
            "halfturn-remind@.service",
            "halfturn.service",
            "halfturn-once.service")) {
      installed(
          "systemd-analyze security --no-pager --offline=yes --threshold=20"
              + " /usr/lib/systemd/system/"
              + service);
    }
  }

  @Test
  void startsFastForEveryUser() {
    String classes =
        installed(
            "HALFTURN_JAVA_OPTS=-Xlog:class+load:file=/tmp/classes.log halfturn --version"
                + " >/dev/null; grep ' dev.halfturn.cli.Main ' /tmp/classes.log");

    assertThat(classes).contains("source: shared objects file (top)");
  }

  @Test
  void needsNoJavaOfTheMachine() {
    assertThat(installed("! command -v java; halfturn version")).startsWith("halfturn ");
  }

  @Test
  void checksAsTheServicesUserAndLeavesTheSecretsWhenItGoes() throws IOException {
    Path other = place.resolve("other");
    assertThat(host("cp -a '" + root + "' '" + other + "'").status()).isZero();
    Result used =
        in(
            other,
            AS_SERVICE
                + "as_service halfturn store init --generate-key\n"
                + "echo "
                + SECRET
                + " | as_service halfturn app add erp --client-id amzn1.application-oa2-client.01"
                + " --created \"$(date +%F)\" -\n"
                + "as_service "
                + command("halfturn@.service")
                + "\nas_service "
                + command("halfturn-remind@.service")
                + "\nas_service "
                + command("halfturn-once.service")
                + "\nas_service timeout --preserve-status 5 "
                + command("halfturn.service"));
    Result removed =
        in(
            other,
            "systemctl enable halfturn@erp.timer halfturn-remind@erp.timer halfturn.service\n"
                + "dpkg --remove halfturn; ! command -v halfturn");
    Result purged = in(other, "dpkg --purge halfturn");

    assertThat(used.err()).isEmpty();
    assertThat(used.out())
        .contains("HALFTURN OK - erp expires in 1")
        .containsPattern("(?m)^APP +TOLD +NEXT$")
        .contains("Serving    http://127.0.0.1:7180/");
    assertThat(used.status()).isZero();
    assertThat(removed.status()).as(removed.err()).isZero();
    assertThat(removed.err()).contains("halfturn-remind@erp.timer");
    try (Stream<Path> enabled =
        Files.list(other.resolve("etc/systemd/system/timers.target.wants"))) {
      assertThat(enabled.filter(link -> link.toString().contains("halfturn"))).isEmpty();
    }
    assertThat(purged.out()).contains("secrets are left in /var/lib/halfturn");
    assertThat(other.resolve("etc/halfturn/config.yaml")).doesNotExist();
    assertThat(other.resolve("usr/lib/halfturn")).doesNotExist();
    assertThat(other.resolve("var/cache/halfturn")).doesNotExist();
    assertThat(other.resolve("var/lib/halfturn/secrets.halfturn")).isNotEmptyFile();
    assertThat(other.resolve("etc/halfturn/keys/store.key")).isNotEmptyFile();
  }

  /** What a unit runs for an application. */
  private static String command(String unit) throws IOException {
    try (Stream<String> lines = Files.lines(root.resolve("usr/lib/systemd/system").resolve(unit))) {
      return lines
          .filter(line -> line.startsWith("ExecStart="))
          .map(line -> line.substring("ExecStart=".length()).replace("%i", "erp"))
          .collect(Collectors.joining());
    }
  }
}
