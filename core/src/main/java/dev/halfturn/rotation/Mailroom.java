// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.SecretIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages out of the queue: stores first, acknowledges afterwards, and leaves what is not
 * ours, not readable or not to be stored. One message that fails does not keep others waiting.
 */
final class Mailroom {

  private static final Logger log = LoggerFactory.getLogger(Mailroom.class);

  private static final Duration SHORTEST_POSTPONEMENT = Duration.ofMinutes(5);
  private static final Duration LONGEST_POSTPONEMENT = Duration.ofHours(12);
  private static final Duration ADDRESSES_KEPT = Duration.ofMinutes(1);
  private static final Duration ONE_REPORT = Duration.ofDays(1);
  private static final int REPORTED_KEPT = 1000;
  private static final int SHOWN_OF_CLIENT_ID = 4;

  private final RotationContext context;
  private final Arrivals arrivals;
  private final RequestAccess access;
  private final SecretIssuer issuer;
  private final BiConsumer<String, HalfturnException> notStored;
  private final Consumer<IssuerMessage> unreadable;
  private final Set<String> reportedClients = new LinkedHashSet<>();
  private Map<String, List<String>> addresses = Map.of();
  private Optional<Instant> addressesAt = Optional.empty();
  private Optional<Instant> unreadableAt = Optional.empty();

  /**
   * @param notStored told of an application whose new secret has to stay in the queue
   * @param unreadable told of a message that may be anybody's secret
   */
  Mailroom(
      RotationContext context,
      Arrivals arrivals,
      RequestAccess access,
      SecretIssuer issuer,
      BiConsumer<String, HalfturnException> notStored,
      Consumer<IssuerMessage> unreadable) {
    this.context = context;
    this.arrivals = arrivals;
    this.access = access;
    this.issuer = issuer;
    this.notStored = notStored;
    this.unreadable = unreadable;
  }

  Reception take(Duration wait) {
    List<IssuerMessage> messages = issuer.receive(wait);
    SortedSet<String> apps = new TreeSet<>();
    int taken = 0;
    for (IssuerMessage message : messages) {
      if (handleOrLeave(message, apps)) {
        taken++;
      }
    }
    return new Reception(apps, taken, messages.size() - taken);
  }

  /** What fails with one message must not make those forgotten that have been stored. */
  private boolean handleOrLeave(IssuerMessage message, Set<String> changed) {
    try {
      return handle(message, changed);
    } catch (RuntimeException e) {
      // its text is not ours and may quote the message
      log.error(
          "message {} of queue {} stays there, since taking it failed with {}",
          message.id(),
          message.queue(),
          e instanceof HalfturnException known ? known.reason() : e.getClass().getName());
      return false;
    }
  }

  private boolean handle(IssuerMessage message, Set<String> changed) {
    if (message.content() instanceof Unreadable reason) {
      reportUnreadable(message, reason);
      unreadable.accept(message);
      postpone(message, growing(message));
      return false;
    }
    String clientId =
        message.content() instanceof NewSecret secret
            ? secret.clientId()
            : ((ExpiryNotice) message.content()).clientId();
    List<String> apps = appsOf(clientId);
    if (apps.isEmpty()) {
      reportForeign(clientId, message);
      postpone(message, growing(message));
      return false;
    }
    boolean stored = true;
    for (String app : apps) {
      stored &= store(app, message, changed);
    }
    if (stored) {
      acknowledge(message);
    } else {
      postpone(message, SHORTEST_POSTPONEMENT);
    }
    return stored;
  }

  private boolean store(String app, IssuerMessage message, Set<String> changed) {
    try {
      if (message.content() instanceof NewSecret secret) {
        arrivals.store(app, secret, message.sentAt());
      } else if (message.content() instanceof ExpiryNotice notice) {
        arrivals.note(app, notice);
      }
      changed.add(app);
      return true;
    } catch (HalfturnException e) {
      log.error(
          "{}: a message of amazon's stays in the queue, since the store does not take it ({}): {}",
          app,
          e.reason(),
          e.getMessage());
      if (message.content() instanceof NewSecret) {
        notStored.accept(app, e);
      }
      return false;
    }
  }

  private void acknowledge(IssuerMessage message) {
    try {
      issuer.acknowledge(message);
    } catch (HalfturnException e) {
      log.warn(
          "message {} is stored and comes back, since it could not be removed from queue {} ({})",
          message.id(),
          message.queue(),
          e.reason());
    }
  }

  private void postpone(IssuerMessage message, Duration time) {
    try {
      issuer.postpone(message, time);
    } catch (HalfturnException e) {
      log.warn(
          "message {} of queue {} comes back early ({})",
          message.id(),
          message.queue(),
          e.reason());
    }
  }

  /** Twice as long each time, so that what is never taken does not crowd out what is. */
  private static Duration growing(IssuerMessage message) {
    int doublings = Math.min(Math.max(message.receives() - 1, 0), 20);
    Duration time = SHORTEST_POSTPONEMENT.multipliedBy(1L << doublings);
    return time.compareTo(LONGEST_POSTPONEMENT) > 0 ? LONGEST_POSTPONEMENT : time;
  }

  /** Looked up anew once a minute: an application may just have been added. */
  private synchronized List<String> appsOf(String clientId) {
    boolean fresh =
        addressesAt
            .map(at -> Duration.between(at, context.clock().instant()).abs())
            .map(age -> age.compareTo(ADDRESSES_KEPT) < 0)
            .orElse(false);
    if (!fresh) {
      Map<String, List<String>> found = new HashMap<>();
      for (String app : access.apps()) {
        access
            .clientId(app)
            .ifPresent(id -> found.computeIfAbsent(id, none -> new ArrayList<>()).add(app));
      }
      addresses = found;
      addressesAt = Optional.of(context.clock().instant());
    }
    return addresses.getOrDefault(clientId, List.of());
  }

  private synchronized void reportForeign(String clientId, IssuerMessage message) {
    if (reportedClients.size() < REPORTED_KEPT && reportedClients.add(clientId)) {
      String end = clientId.substring(Math.max(0, clientId.length() - SHOWN_OF_CLIENT_ID));
      log.warn(
          "queue {} holds messages for a client id ending in {}, which no application here has:"
              + " left alone",
          message.queue(),
          end.replaceAll("[^A-Za-z0-9]", "?"));
    }
  }

  private synchronized void reportUnreadable(IssuerMessage message, Unreadable unreadable) {
    Instant now = context.clock().instant();
    if (unreadableAt.map(at -> !now.isBefore(at.plus(ONE_REPORT))).orElse(true)) {
      unreadableAt = Optional.of(now);
      log.error(
          "message {} of queue {} cannot be read ({}), received {} times: it stays, since it may"
              + " be a secret",
          message.id(),
          message.queue(),
          unreadable.why(),
          message.receives());
    }
  }
}
