// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerCheck.Verdict;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.token.TokenReply;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What has to be in order before Amazon is asked for a secret that it sends once. */
final class RequestPreflight {

  /**
   * What was looked at, and what asking takes.
   *
   * @param checks what was looked at, what is in order included
   * @param token bought with the current secret; empty if there was none to be had
   * @param clockAhead how far this computer's clock is ahead of Amazon's; empty if Amazon does not
   *     tell its time
   */
  record Result(
      List<IssuerCheck> checks, Optional<TokenReply> token, Optional<Duration> clockAhead) {
    Result {
      checks = List.copyOf(checks);
    }

    /**
     * Returns if nothing stands in the way.
     *
     * @throws HalfturnException {@link ErrorCode#FAILED_PRECONDITION}, naming each obstacle
     */
    void require() {
      List<IssuerCheck> blocked =
          checks.stream().filter(check -> check.verdict() == Verdict.BLOCKED).toList();
      if (blocked.isEmpty()) {
        return;
      }
      Problem first = blocked.get(0).problem().orElseThrow();
      String all =
          blocked.stream()
              .map(check -> check.name() + ": " + check.problem().orElseThrow().message())
              .collect(Collectors.joining("; "));
      throw new HalfturnException(
          new Problem(ErrorCode.FAILED_PRECONDITION, first.reason(), all, first.hint()));
    }
  }

  private final RotationContext context;
  private final RotationEntries entries;
  private final Preflight preflight;
  private final Settlement settlement;
  private final RequestAccess access;
  private final SecretIssuer issuer;

  RequestPreflight(
      RotationContext context,
      RotationEntries entries,
      SecretTrial trial,
      Settlement settlement,
      RequestAccess access,
      SecretIssuer issuer) {
    this.context = context;
    this.entries = entries;
    this.preflight = new Preflight(context, entries, trial);
    this.settlement = settlement;
    this.access = access;
    this.issuer = issuer;
  }

  /** As {@link #look}, without clearing up: whether a rotation would, if that is due. */
  List<IssuerCheck> report(String app, boolean forced) {
    return look(app, forced, seen -> settlement.isDue(seen, context.clock().instant())).checks();
  }

  /**
   * Looks at everything, whatever is found. Changes nothing but an entry of the store that comes
   * and goes, writes the inbox as it is, and clears up after the last rotation if the inbox is
   * full.
   *
   * @param forced whether the time since the last rotation and the clock are somebody's own
   *     business
   * @throws HalfturnException if something could not be looked at and that may pass
   */
  Result look(String app, boolean forced) {
    return look(app, forced, seen -> settlement.makeRoom(app));
  }

  private Result look(String app, boolean forced, Predicate<Snapshot> makesRoom) {
    Snapshot seen = entries.readTracked(app, context);
    List<IssuerCheck> checks = new ArrayList<>();
    if (!forced) {
      checks.add(check("the last rotation", () -> preflight.requireOverlapIsOver(app)));
    }
    checks.add(check("the store", () -> preflight.requireStoreWrites(app)));
    checks.add(check("the inbox", () -> requireInbox(seen, makesRoom)));
    checks.add(check("who is told", () -> requireNotifier(seen)));
    List<TokenReply> bought = new ArrayList<>();
    checks.add(
        check("a token to ask with", () -> bought.add(access.token(app, seen.current().value()))));
    Optional<TokenReply> token = bought.stream().findFirst();
    Optional<Duration> ahead = token.flatMap(TokenReply::serverTime).map(this::aheadOf);
    if (!forced && token.isPresent()) {
      checks.add(check("the clock", () -> requireClock(ahead)));
    }
    List<IssuerCheck> found = new ArrayList<>();
    IssuerCheck looking = check("the queue", () -> found.addAll(issuer.preflight()));
    checks.addAll(looking.verdict() == Verdict.IN_ORDER ? found : List.of(looking));
    return new Result(checks, token, ahead);
  }

  private static IssuerCheck check(String name, Runnable look) {
    try {
      look.run();
      return IssuerCheck.inOrder(name);
    } catch (HalfturnException e) {
      if (e.code().retryable()) {
        throw e;
      }
      return new IssuerCheck(name, Verdict.BLOCKED, Optional.of(e.problem()));
    }
  }

  /** Who may write other entries may not be allowed to write just this one. */
  private void requireInbox(Snapshot seen, Predicate<Snapshot> makesRoom) {
    requireRoom(seen, makesRoom);
    entries.rewriteInbox(seen.app());
  }

  private static void requireRoom(Snapshot seen, Predicate<Snapshot> makesRoom) {
    if (seen.inbox().isFull() && !makesRoom.test(seen)) {
      throw refused(
          "INBOX_FULL",
          "the inbox holds " + Inbox.MAX_ITEMS + " secrets that have not expired",
          "one of them may be the right one; resume the rotation");
    }
  }

  private void requireNotifier(Snapshot seen) {
    boolean works =
        seen.record().notifiers().values().stream()
            .anyMatch(log -> log.lastDeliveredAt().isPresent());
    if (!works) {
      throw refused(
          "NOBODY_TOLD",
          "no notifier has ever delivered anything",
          "run 'halfturn notify test', and see that it arrives");
    }
  }

  private static void requireClock(Optional<Duration> ahead) {
    if (ahead.isEmpty()) {
      throw refused(
          Condition.CLOCK_UNTRUSTED,
          "amazon does not tell its time, so nothing vouches for this computer's",
          "try again later; or force it and say why");
    }
    if (ahead.get().abs().compareTo(Preflight.CLOCK_SKEW) > 0) {
      throw refused(
          Condition.CLOCK_UNTRUSTED,
          "this computer's clock differs from Amazon's by " + ahead.get().abs().toSeconds() + " s",
          "set it, by NTP if possible; or force it and say why");
    }
  }

  private Duration aheadOf(Instant serverTime) {
    return Duration.between(serverTime, context.clock().instant());
  }

  private static HalfturnException refused(String reason, String message, String hint) {
    return new HalfturnException(
        Problem.of(ErrorCode.FAILED_PRECONDITION, reason, message).withHint(hint));
  }
}
