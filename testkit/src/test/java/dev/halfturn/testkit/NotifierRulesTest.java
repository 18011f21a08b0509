// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotifierRulesTest {

  /** A way to be broken, and exactly the rules that notice. */
  record Fault(String name, UnaryOperator<Notifier> broken, List<String> rules) {
    Fault(String name, UnaryOperator<Notifier> broken, String... rules) {
      this(name, broken, List.of(rules));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Optional<Fault> current = Optional.empty();

  @ParameterizedTest
  @MethodSource("faults")
  void noticeAFault(Fault fault) {
    current = Optional.of(fault);

    assertThat(Rules.failing(Broken.class)).containsExactlyInAnyOrderElementsOf(fault.rules());
  }

  @Test
  void eachRuleHasAFaultThatItNotices() {
    Set<String> noticing = new TreeSet<>();
    faults().forEach(fault -> noticing.add(fault.rules().get(0)));

    assertThat(noticing).isEqualTo(Rules.run(RecordingNotifierTest.class).keySet());
  }

  @Test
  void aNotifierWithoutAnotherSideMustNotFail() {
    assertThat(Rules.failing(NeverUnreachable.class)).isEmpty();
    assertThat(Rules.failing(FailsWithoutAnotherSide.class))
        .contains("withNobodyAtTheOtherSideSendingFails");
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault(
            "a notice arrives twice",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public Receipt send(Notice notice) {
                    super.send(notice);
                    return super.send(notice);
                  }
                },
            "aSentNoticeArrives",
            "aNoticeSentAgainIsSentAgain",
            "severalThreadsMaySend"),
        new Fault(
            "only the first line of the body arrives",
            notifier -> changing(notifier, n -> body(n, n.body().split("\n", 2)[0])),
            "aSentNoticeArrives",
            "anyBodyArrives"),
        new Fault(
            "the receipt says another time",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public Receipt send(Notice notice) {
                    return new Receipt(super.send(notice).reference(), Instant.EPOCH);
                  }
                },
            "theReceiptSaysWhen"),
        new Fault("repeats are dropped", Deduplicating::new, "aNoticeSentAgainIsSentAgain"),
        new Fault(
            "a notice without an expiry date is refused",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public Receipt send(Notice notice) {
                    return notice.expiresAt().map(known -> super.send(notice)).orElseThrow();
                  }
                },
            "everySeverityIsSent"),
        new Fault(
            "a notice for one person is refused",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public Receipt send(Notice notice) {
                    if (notice.recipient().isPresent()) {
                      throw new HalfturnException(Problem.of(ErrorCode.UNSUPPORTED, "not to one"));
                    }
                    return super.send(notice);
                  }
                },
            "aNoticeForOnePersonIsSent"),
        new Fault(
            "the subject is cut",
            notifier ->
                changing(
                    notifier,
                    n -> subject(n, n.subject().substring(0, Math.min(70, n.subject().length())))),
            "theLongestSubjectArrivesWhole"),
        new Fault(
            "the body arrives in ASCII",
            notifier -> changing(notifier, n -> body(n, n.body().replaceAll("[^ -~\n]", "?"))),
            "anyBodyArrives"),
        new Fault(
            "a line with a dot ends the body",
            notifier -> changing(notifier, n -> body(n, n.body().split("\n\\.\n", 2)[0])),
            "anyBodyArrives"),
        new Fault("of two notices at once one is lost", Losing::new, "severalThreadsMaySend"),
        new Fault(
            "a failure has no code",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public Receipt send(Notice notice) {
                    try {
                      return super.send(notice);
                    } catch (HalfturnException e) {
                      throw e.code() == ErrorCode.FAILED_PRECONDITION
                          ? e
                          : new IllegalStateException("not sent");
                    }
                  }
                },
            "withNobodyAtTheOtherSideSendingFails"),
        new Fault(
            "a failure has a code that says nothing",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public Receipt send(Notice notice) {
                    try {
                      return super.send(notice);
                    } catch (HalfturnException e) {
                      throw e.code() == ErrorCode.FAILED_PRECONDITION
                          ? e
                          : new HalfturnException(Problem.of(ErrorCode.INTERNAL, "not sent"));
                    }
                  }
                },
            "withNobodyAtTheOtherSideSendingFails"),
        new Fault(
            "a second close is an error",
            ClosingOnce::new,
            "closingTwiceIsNoError",
            "aClosedNotifierFails"),
        new Fault(
            "closing does nothing",
            notifier ->
                new Forwarding(notifier) {
                  @Override
                  public void close() {
                    // as if there were nothing to close
                  }
                },
            "aClosedNotifierFails"));
  }

  private static Notice subject(Notice n, String subject) {
    return new Notice(
        n.id(), n.severity(), n.app(), n.recipient(), n.expiresAt(), subject, n.body());
  }

  private static Notice body(Notice n, String body) {
    return new Notice(
        n.id(), n.severity(), n.app(), n.recipient(), n.expiresAt(), n.subject(), body);
  }

  private static Notifier changing(Notifier notifier, UnaryOperator<Notice> change) {
    return new Forwarding(notifier) {
      @Override
      public Receipt send(Notice notice) {
        return super.send(change.apply(notice));
      }
    };
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class Broken extends RecordingNotifierTest {
    @Override
    protected Notifier open(PluginContext context) {
      return current.orElseThrow().broken().apply(super.open(context));
    }

    @Override
    protected Optional<Notifier> openUnreachable(PluginContext context) {
      return super.openUnreachable(context).map(current.orElseThrow().broken());
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class NeverUnreachable extends RecordingNotifierTest {
    @Override
    protected Optional<Notifier> openUnreachable(PluginContext context) {
      return Optional.empty();
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class FailsWithoutAnotherSide extends RecordingNotifierTest {
    @Override
    protected Notifier open(PluginContext context) {
      return super.openUnreachable(context).orElseThrow();
    }

    @Override
    protected Optional<Notifier> openUnreachable(PluginContext context) {
      return Optional.empty();
    }
  }

  private static class Forwarding implements Notifier {
    private final Notifier notifier;

    Forwarding(Notifier notifier) {
      this.notifier = notifier;
    }

    @Override
    public Receipt send(Notice notice) {
      return notifier.send(notice);
    }

    @Override
    public void close() {
      notifier.close();
    }
  }

  private static final class Deduplicating extends Forwarding {
    private final ConcurrentHashMap<String, Receipt> receipts = new ConcurrentHashMap<>();

    Deduplicating(Notifier notifier) {
      super(notifier);
    }

    @Override
    public Receipt send(Notice notice) {
      return receipts.computeIfAbsent(notice.id(), id -> super.send(notice));
    }
  }

  private static final class Losing extends Forwarding {
    private final Meeting meeting = new Meeting();

    Losing(Notifier notifier) {
      super(notifier);
    }

    @Override
    public Receipt send(Notice notice) {
      return meeting.happened() ? new Receipt("lost", Instant.EPOCH) : super.send(notice);
    }
  }

  private static final class ClosingOnce extends Forwarding {
    private boolean closed;

    ClosingOnce(Notifier notifier) {
      super(notifier);
    }

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
      super.close();
    }
  }
}
