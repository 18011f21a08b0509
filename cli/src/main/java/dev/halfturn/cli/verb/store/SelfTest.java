// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.store;

import dev.halfturn.spi.ConditionalSecretStore;
import dev.halfturn.spi.CreateOnlySecretStore;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.SecretValue;
import dev.halfturn.spi.SecretVersion;
import dev.halfturn.spi.StoredSecret;
import dev.halfturn.spi.VersionedSecretStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Everything that Halfturn asks of a store, done once with an entry of its own, which is gone
 * afterwards. Always the same name: a store may remember for ever that an entry was there.
 */
final class SelfTest {

  static final SecretName ENTRY = SecretName.of("halfturn-selftest");

  /**
   * One thing that was tried.
   *
   * @param name in one word
   * @param text what came of it
   * @param took how long
   * @param failure why it did not work
   */
  record Step(String name, String text, Duration took, Optional<Problem> failure) {}

  private final SecretStore store;
  private final SecretValue value;
  private final List<Step> steps = new ArrayList<>();
  private boolean failed;

  /**
   * @param value what is written; nobody else's
   */
  SelfTest(SecretStore store, SecretValue value) {
    this.store = store;
    this.value = value;
  }

  /** Goes on until something fails, and removes the entry in any case. */
  List<Step> run() {
    step("write", () -> "version " + store.put(ENTRY, value).id());
    step("read", this::readBack);
    if (store instanceof VersionedSecretStore versioned) {
      step("versions", () -> versioned.versions(ENTRY).size() + " kept");
    }
    if (store instanceof CreateOnlySecretStore creating) {
      step("create", () -> createOnlyOnce(creating));
    }
    if (store instanceof ConditionalSecretStore comparing) {
      step("compare", () -> writeOnlyIfUnchanged(comparing));
    }
    failed = false;
    step("delete", this::delete);
    return steps;
  }

  private void step(String name, Supplier<String> work) {
    if (failed) {
      return;
    }
    long begun = System.nanoTime();
    try {
      String text = work.get();
      steps.add(new Step(name, text, since(begun), Optional.empty()));
    } catch (HalfturnException e) {
      failed = true;
      steps.add(new Step(name, e.getMessage(), since(begun), Optional.of(e.problem())));
    }
  }

  private String readBack() {
    requireThat(value(), "what was read is not what was written");
    return "identical";
  }

  private boolean value() {
    return store.find(ENTRY).map(StoredSecret::value).equals(Optional.of(value));
  }

  private String createOnlyOnce(CreateOnlySecretStore creating) {
    requireThat(
        creating.putIfAbsent(ENTRY, value).isEmpty(), "an entry that exists was created again");
    return "refused for what exists";
  }

  private String writeOnlyIfUnchanged(ConditionalSecretStore comparing) {
    String seen = store.find(ENTRY).orElseThrow().version().id();
    Optional<SecretVersion> written = comparing.putIfVersion(ENTRY, value, seen);
    requireThat(written.isPresent(), "an unchanged entry was not written");
    requireThat(
        comparing.putIfVersion(ENTRY, value, seen).isEmpty(),
        "an entry that has changed was written over");
    return "refused for what has changed";
  }

  private String delete() {
    store.delete(ENTRY);
    try (Stream<SecretName> names = store.names(ENTRY.value())) {
      requireThat(
          store.find(ENTRY).isEmpty() && names.findAny().isEmpty(),
          "what was removed is still there");
    }
    return "nothing is left";
  }

  private static void requireThat(boolean condition, String otherwise) {
    if (!condition) {
      throw new HalfturnException(
          Problem.of(ErrorCode.INTERNAL, otherwise)
              .withHint("the store does not keep its contract; report it to who made the plug-in"));
    }
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
