// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.audit.AuditAction;
import dev.halfturn.audit.AuditEvent;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/** Puts the client secret before the current one back in its place, if Amazon accepts that. */
final class Rollback {

  private final RotationContext context;
  private final RotationEntries entries;
  private final SecretTrial trial;
  private final Journals journals;
  private final Replacement replacement;
  private final Consumer<String> onPromoted;
  private final HookCalls hooks;

  Rollback(
      RotationContext context,
      RotationEntries entries,
      SecretTrial trial,
      Journals journals,
      Replacement replacement,
      Consumer<String> onPromoted) {
    this.context = context;
    this.entries = entries;
    this.trial = trial;
    this.journals = journals;
    this.replacement = replacement;
    this.onPromoted = onPromoted;
    this.hooks = new HookCalls(context);
  }

  boolean rollback(
      String app, BiPredicate<RollbackPlan, TrialResult> agreed, RotationListener listener) {
    Snapshot seen = entries.readAdopted(app, context);
    Replacement.requireNothingAwaited(seen);
    Optional<SecretValue> earlier = earlier(seen);
    Instant now = context.clock().instant();
    // one that is in the inbox as the newest of all was just about to be put back
    boolean waiting =
        seen.candidates(now).stream().anyMatch(item -> !Optional.of(item.value()).equals(earlier));
    RollbackPlan plan =
        RollbackPlan.decide(app, seen.record(), earlier.map(seen::fingerprint), waiting, now);
    TrialResult result = trial.attempt(app, earlier.orElseThrow());
    requireAccepted(app, result);
    if (!agreed.test(plan, result)) {
      return false;
    }
    // a person may have thought about it for a while
    Snapshot fresh = entries.readAdopted(app, context);
    boolean changed =
        !fresh.current().value().equals(seen.current().value()) || !earlier(fresh).equals(earlier);
    if (changed) {
      throw new HalfturnException(
          Problem.of(
                  ErrorCode.CONFLICT,
                  "the client secrets of application '" + app + "' were changed meanwhile")
              .withHint("look at them and try again"));
    }
    Replacement.requireNothingAwaited(fresh);
    hooks.before(HookFacts.before(app, Optional.empty()), listener);
    context
        .audit()
        .require(
            AuditEvent.of(AuditAction.ROTATION_ROLLED_BACK, app)
                .of(plan.to().shortForm())
                .with("in place of " + plan.from()));
    forgetRotation(fresh);
    replacement.replace(app, earlier.get(), Map.of());
    onPromoted.accept(app);
    HookFacts facts =
        new HookFacts(
            app,
            Optional.empty(),
            Optional.of(entries.read(app).current().version().id()),
            Optional.empty());
    hooks.deploy(facts, listener);
    hooks.after(facts, listener);
    return true;
  }

  /** Or else whoever resumes it would put the secret in place again that is to be displaced. */
  private void forgetRotation(Snapshot seen) {
    entries.updateInbox(
        seen.app(),
        inbox ->
            inbox
                .find(seen.current().value())
                .map(item -> inbox.with(item.withState(InboxItem.State.KEPT)))
                .orElse(inbox));
    seen.record().journal().ifPresent(journal -> journals.end(seen.app(), journal));
  }

  /** The previous one; where a crash has put the current one over that, it is in the inbox. */
  private static Optional<SecretValue> earlier(Snapshot seen) {
    return seen.previous()
        .filter(value -> !value.equals(seen.current().value()))
        .or(
            () ->
                seen.record()
                    .previous()
                    .flatMap(known -> seen.item(known.fingerprint()))
                    .map(InboxItem::value));
  }

  private static void requireAccepted(String app, TrialResult result) {
    String text = "the client secret of application '" + app + "' before the current one";
    switch (result.verdict()) {
      case ACCEPTED -> {
        return;
      }
      case REFUSED ->
          throw refused(
              ErrorCode.UNAUTHENTICATED,
              "CREDENTIAL_REJECTED",
              "Amazon refuses " + text + " (" + result.text() + ")",
              "nothing has changed; there is no way back");
      case EXPIRED_AT_SP_API ->
          throw refused(
              ErrorCode.UNAUTHENTICATED,
              "CLIENT_SECRET_EXPIRED",
              text + " has expired (" + result.text() + ")",
              "nothing has changed; there is no way back");
      case NO_VERDICT ->
          throw refused(
              ErrorCode.UNAVAILABLE,
              "NO_VERDICT",
              "Amazon said nothing about " + text + " (" + result.text() + ")",
              "nothing has changed; try again");
    }
  }

  private static HalfturnException refused(
      ErrorCode code, String reason, String message, String hint) {
    return new HalfturnException(Problem.of(code, reason, message).withHint(hint));
  }
}
