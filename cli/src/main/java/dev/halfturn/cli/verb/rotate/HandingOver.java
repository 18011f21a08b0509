// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.rotate;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.cli.process.Terminal;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.rotation.Delivery;
import dev.halfturn.rotation.Reminding;
import dev.halfturn.rotation.Reminding.Told;
import dev.halfturn.rotation.Rung;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who presses the button in Amazon's console: who runs this, or somebody who is asked to. */
final class HandingOver {

  private static final String LOG = "log";

  private final Halfturn halfturn;
  private final String app;
  private final Terminal terminal;
  private final Optional<String> primaryUser;

  HandingOver(Invocation invocation, Halfturn halfturn, String app) {
    this.halfturn = halfturn;
    this.app = app;
    this.terminal = invocation.surroundings().terminal();
    this.primaryUser = halfturn.configuration().app(app).primaryUser();
  }

  /**
   * Whether the person at the keyboard can do it, rather than hand it over.
   *
   * @throws HalfturnException reason {@code NOT_CONFIRMED} if neither
   */
  boolean isMe(String label) {
    String who = primaryUser.map(address -> " (" + address + ")").orElse("");
    String question =
        "Only the PRIMARY account user" + who + " can do this. Is that you?  [y/N/hand over]: ";
    return switch (terminal.ask(label + question).orElse("").strip().toLowerCase(Locale.ROOT)) {
      case "y", "yes" -> true;
      case "h", "hand over", "handover", "handoff" -> false;
      default ->
          throw new HalfturnException(
              Problem.of(ErrorCode.FAILED_PRECONDITION, "NOT_CONFIRMED", "not confirmed")
                  .withHint(
                      "nothing has changed; to ask the primary account user, 'halfturn rotate "
                          + app
                          + " --handoff MAIL'"));
    };
  }

  /**
   * Whose address it is to go to.
   *
   * @param flag the address that was given, if the flag was; empty for the one that is configured
   */
  Optional<String> address(Optional<String> flag) {
    return flag.filter(given -> !given.isEmpty()).or(() -> primaryUser);
  }

  /** Asks somebody else; whom, if nothing says it, the person at the keyboard is asked. */
  void ask(Optional<String> flag, RotationScreen screen) {
    Optional<String> address = address(flag);
    if (flag.isEmpty() && address.isEmpty()) {
      address =
          terminal
              .ask("Mail address of the primary account user: ")
              .map(String::strip)
              .filter(typed -> !typed.isEmpty());
    }
    Reminding reminding = halfturn.tracker().handOver(app, address);
    Optional<Notice> request = halfturn.tracker().request(app);
    if (reminding.status().handOver().isEmpty() || request.isEmpty()) {
      throw new HalfturnException(
          Problem.of(ErrorCode.CONFLICT, "the new secret has come in the meantime")
              .withHint("see 'halfturn status " + app + "'"));
    }
    List<String> people =
        halfturn.configuration().notifiers().stream()
            .filter(notifier -> !notifier.factory().name().equals(LOG))
            .map(PluginInstance::name)
            .toList();
    Set<String> told =
        reminding.told().stream()
            .filter(one -> one.delivery().rung().kind() == Rung.Kind.HANDOVER)
            .filter(one -> one.delivery().state() == Delivery.State.DELIVERED)
            .map(Told::notifier)
            .collect(Collectors.toSet());
    screen.handedOver(
        reminding.status(),
        request.get(),
        people.stream().filter(told::contains).toList(),
        people.stream().filter(name -> !told.contains(name)).toList());
  }

  /**
   * For a dry run.
   *
   * @throws HalfturnException reason {@code ROTATION_UNDER_WAY} if a new secret exists already
   */
  void requireNothingPending() {
    halfturn.tracker().requireNoSecretWaiting(app);
  }
}
