// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.serve;

import dev.halfturn.cli.command.Version;
import dev.halfturn.cli.output.JsonText;
import dev.halfturn.cli.serve.LifeCycle;
import dev.halfturn.cli.serve.Looks;
import dev.halfturn.cli.serve.StatusBoard;
import dev.halfturn.cli.serve.http.Answer;
import dev.halfturn.cli.serve.metrics.Metrics;
import dev.halfturn.cli.serve.page.Asset;
import dev.halfturn.cli.serve.page.Calendar;
import dev.halfturn.cli.serve.page.Overview;
import dev.halfturn.cli.serve.page.StatusPage;
import dev.halfturn.cli.status.AppStatus;
import dev.halfturn.rotation.RotationPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** What is answered, by path. */
final class Pages {

  /** Say nothing but that the daemon lives; whoever starts it again has no token. */
  static final Set<String> OPEN = Set.of("/livez", "/readyz");

  /** As old as what people see may be. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /** As old as figures may be: whoever collects them asks all day. */
  private static final Duration RECENT = Duration.ofMinutes(1);

  private final InstantSource clock;
  private final LifeCycle life;
  private final Looks looks;
  private final StatusBoard board;
  private final LazyMetrics metrics;
  private final StatusPage page;

  Pages(
      InstantSource clock,
      LifeCycle life,
      Looks looks,
      StatusBoard board,
      LazyMetrics metrics,
      RotationPolicy policy) {
    this.clock = clock;
    this.life = life;
    this.looks = looks;
    this.board = board;
    this.metrics = metrics;
    this.page = new StatusPage(policy);
  }

  Map<String, Supplier<Answer>> byPath() {
    Map<String, Supplier<Answer>> pages = new LinkedHashMap<>();
    pages.put("/", this::page);
    for (Asset asset : Asset.values()) {
      pages.put(asset.path(), () -> Answer.ok(asset.type(), asset.content()));
    }
    pages.put("/status.json", () -> known(Pages::status));
    pages.put("/calendar.ics", () -> known(Pages::calendar));
    pages.put("/metrics", () -> Answer.ok(Metrics.TYPE, metrics.scrape(board.view(RECENT))));
    pages.put("/livez", this::alive);
    pages.put("/readyz", this::ready);
    return pages;
  }

  private Answer page() {
    Overview overview =
        new Overview(
            board.view(FRESH),
            life.state(),
            looks.lastSweepAt(),
            failures(),
            clock.instant(),
            Version.current());
    return Answer.ok("text/html; charset=utf-8", page.html(overview));
  }

  private SortedMap<String, String> failures() {
    SortedMap<String, String> failures = looks.failures();
    looks
        .queue()
        .flatMap(Looks.QueueState::why)
        .ifPresent(why -> failures.put("The queue of new secrets", why));
    return failures;
  }

  private static Answer status(StatusBoard.View view) {
    Map<String, Object> document =
        AppStatus.document(view.at(), view.store().orElseThrow(), view.apps());
    return Answer.ok("application/json", JsonText.document("halfturn.status/v1", document) + "\n");
  }

  private static Answer calendar(StatusBoard.View view) {
    return Answer.ok(Calendar.TYPE, Calendar.of(view.store().orElseThrow(), view.apps()));
  }

  /** An empty list would say that there is nothing to look after. */
  private Answer known(Function<StatusBoard.View, Answer> answer) {
    return Optional.of(board.view(FRESH))
        .filter(StatusBoard.View::isRead)
        .map(answer)
        .orElseGet(() -> Answer.line(503, "the store has not been read yet"));
  }

  private Answer alive() {
    return !life.isRunning() || looks.isAlive()
        ? Answer.line(200, "alive")
        : Answer.line(503, "applications are no longer looked at");
  }

  private Answer ready() {
    if (!life.isRunning()) {
      return Answer.line(503, "not ready: the store is not open, or it is being stopped");
    }
    boolean unread = looks.queue().flatMap(Looks.QueueState::unreadSince).isPresent();
    return Answer.line(
        200, unread ? "ready, but the queue of new secrets cannot be read" : "ready");
  }
}
