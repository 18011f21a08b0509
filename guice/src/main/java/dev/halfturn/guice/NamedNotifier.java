// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.Receipt;
import java.util.Locale;
import java.util.Objects;

/**
 * A notifier with the name under which it is remembered who has been told of what. A contributed
 * notifier without one goes by the name of its class: {@code SmsNotifier} is {@code sms}. Renaming
 * the class then has people told once more of what they know. As thread-safe as the notifier.
 */
public final class NamedNotifier implements Notifier {

  private final String name;
  private final Notifier notifier;

  private NamedNotifier(String name, Notifier notifier) {
    this.name = Objects.requireNonNull(name);
    this.notifier = Objects.requireNonNull(notifier);
  }

  /**
   * Names a notifier.
   *
   * @param name as names of plug-ins are, such as {@code pager}
   */
  public static NamedNotifier of(String name, Notifier notifier) {
    return new NamedNotifier(name, notifier);
  }

  /** Its own name, or that of its class. */
  static String nameOf(Notifier notifier) {
    if (notifier instanceof NamedNotifier named) {
      return named.name;
    }
    return notifier
        .getClass()
        .getSimpleName()
        .replaceFirst("Notifier$", "")
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** The name. */
  public String name() {
    return name;
  }

  @Override
  public Receipt send(Notice notice) {
    return notifier.send(notice);
  }

  @Override
  public void close() {
    notifier.close();
  }

  @Override
  public String toString() {
    return "NamedNotifier[" + name + "]";
  }
}
