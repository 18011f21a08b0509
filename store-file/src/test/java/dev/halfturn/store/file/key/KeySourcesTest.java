// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.file.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.store.file.Failing;
import dev.halfturn.store.file.format.UnlockKey;
import dev.halfturn.store.file.io.MemoryFileOps;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySourcesTest {

  private static final Path DIRECTORY = Path.of("/memory").toAbsolutePath();
  private static final Path KEY = DIRECTORY.resolve("store.key");

  private final MemoryFileOps files = new MemoryFileOps(DIRECTORY);
  private final SecureRandom random = new SecureRandom();
  private Optional<String> credentials = Optional.of(DIRECTORY.toString());

  private KeySource source(String key, String value) {
    PluginConfig config =
        PluginConfig.parse(KeySources.options(), Map.of(key, value)).config().orElseThrow();
    return KeySources.of(
        config,
        files,
        name -> name.equals("CREDENTIALS_DIRECTORY") ? credentials : Optional.empty());
  }

  private KeySource keyFile() {
    return source("key-file", KEY.toString());
  }

  @Nested
  class AKeyFile {

    @Test
    void isMadeForItsOwnerAndReadAgain() {
      UnlockKey made = ((GeneratedKeySource) keyFile()).generate(random);

      assertThat(made).isInstanceOf(UnlockKey.RawKey.class);
      assertThat(keyFile().read()).isInstanceOf(UnlockKey.RawKey.class);
      assertThat(keyFile()).hasToString("key file '" + KEY + "'");
    }

    @Test
    void isNeverOverwritten() {
      GeneratedKeySource source = (GeneratedKeySource) keyFile();
      source.generate(random);
      byte[] before = files.content(KEY);

      Failing.assertFails(
          ErrorCode.FAILED_PRECONDITION, "KEY_EXISTS", () -> source.generate(random));
      assertThat(files.content(KEY)).isEqualTo(before);

      source.discard();
      assertThat(files.exists(KEY)).isFalse();
    }

    @Test
    void isNotLeftHalfWritten() {
      for (String broken : new String[] {"write", "force", "close", "force directory"}) {
        fail(broken, "No space left on device");
        Failing.assertFails(
            ErrorCode.UNAVAILABLE,
            "STORE_FULL",
            () -> ((GeneratedKeySource) keyFile()).generate(random));
        assertThat(files.exists(KEY)).as(broken).isFalse();
      }
    }

    @Test
    void whichCannotBeTakenAwayAgainIsTold() {
      GeneratedKeySource source = (GeneratedKeySource) keyFile();
      files.interfere(
          (operation, path) -> {
            if (operation.equals("force") || operation.equals("delete")) {
              throw new FileSystemException(path.toString(), null, "Input/output error");
            }
          });

      Failing.assertFails(
          ErrorCode.UNAVAILABLE, "DURABILITY_UNKNOWN", () -> source.generate(random));
      Failing.assertFails(ErrorCode.UNAVAILABLE, "DURABILITY_UNKNOWN", source::discard);
    }

    @Test
    void thatIsMissingOrCannotBeReadIsTold() {
      Failing.assertFails(ErrorCode.NOT_FOUND, "KEY_MISSING", () -> keyFile().read());

      ((GeneratedKeySource) keyFile()).generate(random);
      files.interfere(
          (operation, path) -> {
            throw new AccessDeniedException(path.toString());
          });
      Failing.assertFails(ErrorCode.PERMISSION_DENIED, "PERMISSION_DENIED", () -> keyFile().read());
    }

    @Test
    void thatIsALinkOrOpenToOthersIsRefused() {
      files.overwrite(DIRECTORY.resolve("target"), new byte[] {1});
      files.makeLink(KEY, DIRECTORY.resolve("target"));
      Failing.assertFails(ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", () -> keyFile().read());

      files.remove(KEY);
      files.overwrite(KEY, new byte[] {1});
      files.setPermissions(KEY, 0640);
      Failing.assertFails(ErrorCode.PERMISSION_DENIED, "STORE_INSECURE", () -> keyFile().read());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hunter2", "HTK1-hunter2-hunter2"})
    void thatHoldsSomethingElseIsNamedAndNotQuoted(String text) {
      files.overwrite(KEY, text.getBytes(StandardCharsets.US_ASCII));

      HalfturnException failure =
          Failing.assertFails(ErrorCode.UNAUTHENTICATED, "KEY_MALFORMED", () -> keyFile().read());

      assertThat(failure.getMessage()).contains(KEY.toString()).doesNotContain("hunter2");
    }

    private void fail(String operation, String why) {
      files.interfere(
          (op, path) -> {
            if (op.equals(operation)) {
              throw new FileSystemException(path.toString(), null, why);
            }
          });
    }
  }

  @Nested
  class ACredentialOfSystemd {

    @Test
    void isReadFromTheDirectoryOfTheServiceWhateverItsPermissions() {
      ((GeneratedKeySource) keyFile()).generate(random);
      files.setPermissions(KEY, 0440);
      files.setOwner(KEY, 0);

      KeySource source = source("key-file", "systemd-credential:store.key");

      assertThat(source.read()).isInstanceOf(UnlockKey.RawKey.class);
      assertThat(source).hasToString("systemd credential 'store.key'");
      assertThat(source).isNotInstanceOf(GeneratedKeySource.class);
    }

    @Test
    void thatIsNotThereIsTold() {
      KeySource absent = source("key-file", "systemd-credential:store.key");
      HalfturnException failure =
          Failing.assertFails(ErrorCode.NOT_FOUND, "KEY_MISSING", absent::read);
      assertThat(failure.hint())
          .hasValueSatisfying(hint -> assertThat(hint).contains("LoadCredential"));

      credentials = Optional.empty();
      KeySource outside = source("key-file", "systemd-credential:store.key");
      assertThat(Failing.assertFails(ErrorCode.NOT_FOUND, "KEY_MISSING", outside::read))
          .hasMessageContaining("CREDENTIALS_DIRECTORY");
    }

    @Test
    void thatCannotBeReadIsTold() {
      ((GeneratedKeySource) keyFile()).generate(random);
      files.interfere(
          (operation, path) -> {
            throw new FileSystemException(path.toString(), null, "Input/output error");
          });

      Failing.assertFails(
          ErrorCode.UNAVAILABLE,
          "UNAVAILABLE",
          () -> source("key-file", "systemd-credential:store.key").read());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "systemd-credential:", "systemd-credential:../x", "systemd-credential:a/b",
          "systemd-credential:..", "systemd-credential:.", "\0"
        })
    void cannotBeAPath(String value) {
      assertThat(PluginConfig.parse(KeySources.options(), Map.of("key-file", value)).problems())
          .singleElement()
          .asString()
          .startsWith("key-file: must ");
    }
  }

  @Nested
  class APassphrase {

    @Test
    void isForgottenOnceTheStoreIsOpen() {
      KeySource source = source("passphrase", "correct horse battery");

      assertThat(source.read()).isInstanceOf(UnlockKey.Passphrase.class);
      assertThat(source).hasToString("passphrase");
      KeySource later = source.afterUse();
      assertThat(later).hasToString("passphrase");
      Failing.assertFails(ErrorCode.UNAUTHENTICATED, "WRONG_KEY", later::read);
    }

    @Test
    void mustBeLongAndVaried() {
      source("passphrase", "twelve chars").requireStrength();
      source("passphrase", "ünïcödé wörds").requireStrength();

      for (String weak : new String[] {"elevenchars", "ababababababab", "aaaaaaaaaaaaaaaaaaaa"}) {
        HalfturnException refusal =
            Failing.assertFails(
                ErrorCode.INVALID_ARGUMENT,
                "WEAK_PASSPHRASE",
                () -> source("passphrase", weak).requireStrength());
        assertThat(refusal.getMessage() + refusal.hint()).doesNotContain(weak);
      }
    }
  }

  @Test
  void aKeyThatCanBeReadAgainIsNotKept() {
    KeySource file = keyFile();

    assertThat(file.afterUse()).isSameAs(file);
    file.requireStrength();
  }

  @Test
  void aCommandIsParsedBeforeAnythingIsOpened() {
    assertThat(source("key-command", "/bin/echo x")).hasToString("key-command '/bin/echo'");
    assertThat(
            PluginConfig.parse(KeySources.options(), Map.of("key-command", "relative x"))
                .problems())
        .containsExactly("key-command: must begin with the absolute path of a program");
  }

  @Test
  void onlyThePassphraseIsSensitive() {
    assertThat(KeySources.options().stream().filter(o -> o.sensitive()).map(o -> o.key()))
        .containsExactly("passphrase");
    assertThat(KeySources.PASSPHRASE.parse("x")).isEqualTo(SecretValue.ofUtf8("x"));
  }
}
