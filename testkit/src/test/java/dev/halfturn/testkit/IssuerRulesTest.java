// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.IssuerAnswer;
import dev.halfturn.spi.IssuerCheck;
import dev.halfturn.spi.IssuerMessage;
import dev.halfturn.spi.IssuerMessage.Content;
import dev.halfturn.spi.IssuerMessage.ExpiryNotice;
import dev.halfturn.spi.IssuerMessage.NewSecret;
import dev.halfturn.spi.IssuerMessage.Unreadable;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretIssuer;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IssuerRulesTest {

  /** A way to be broken, and a rule that notices. */
  record Fault(String rule, String name, Function<InMemorySecretIssuer, SecretIssuer> broken) {
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

    assertThat(Rules.failing(Broken.class)).contains(fault.rule());
  }

  @Test
  void eachRuleHasAFaultThatItNotices() {
    Set<String> noticing = new TreeSet<>();
    faults().forEach(fault -> noticing.add(fault.rule()));

    assertThat(noticing).isEqualTo(Rules.run(InMemorySecretIssuerTest.class).keySet());
  }

  static Stream<Fault> faults() {
    return Stream.of(
        receiving(
            "aNewSecretArrives",
            "the date of a new secret is lost",
            message -> content(message, withoutDate(message.content()))),
        receiving(
            "aNoticeArrives",
            "each notice has the same reason",
            message -> content(message, withReason(message.content()))),
        new Fault("eachOfManyMessagesArrives", "nothing is hidden", NeverHiding::new),
        receiving(
            "copiesHaveTheSameKey",
            "the key is the message's own",
            message -> content(message, withKey(message.content(), message.id()))),
        receiving(
            "whatIsNotAcknowledgedComesBack", "nobody counts", message -> counted(message, 1)),
        new Fault(
            "whatIsReceivedBeforeACrashComesBack", "it deletes what it hands out", Deleting::new),
        new Fault(
            "whatIsAcknowledgedIsGone",
            "acknowledging twice is an error",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public void acknowledge(IssuerMessage message) {
                    int before = issuer.left().size();
                    super.acknowledge(message);
                    if (issuer.left().size() == before) {
                      throw new IllegalStateException("gone");
                    }
                  }
                }),
        new Fault(
            "acknowledgingOneLeavesTheOthers",
            "acknowledging one deletes all",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public void acknowledge(IssuerMessage message) {
                    super.acknowledge(message);
                    issuer.left().forEach(issuer::acknowledge);
                  }
                }),
        new Fault(
            "aMessageThatCameBackIsAcknowledged",
            "only what came once can be acknowledged",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public void acknowledge(IssuerMessage message) {
                    if (message.receives() == 1) {
                      super.acknowledge(message);
                    }
                  }
                }),
        new Fault(
            "whatIsPostponedComesBackLater",
            "postponing does nothing",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public void postpone(IssuerMessage message, Duration time) {}
                }),
        new Fault(
            "whatIsPostponedForEverComesBack",
            "what is postponed for long is given up",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public void postpone(IssuerMessage message, Duration time) {
                    if (time.toDays() > 1) {
                      acknowledge(message);
                    } else {
                      super.postpone(message, time);
                    }
                  }
                }),
        new Fault("aPostponedMessageCanBeAcknowledged", "what is postponed stays", Postponing::new),
        new Fault(
            "whatCannotBeReadStays",
            "what cannot be read may be acknowledged",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public void acknowledge(IssuerMessage message) {
                    if (!(message.content() instanceof Unreadable)) {
                      super.acknowledge(message);
                    }
                  }
                }),
        new Fault(
            "preflightTakesNoMessage",
            "preflight looks what comes",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public List<IssuerCheck> preflight() {
                    issuer.receive(Duration.ZERO);
                    return super.preflight();
                  }
                }),
        new Fault(
            "oneRequestIsMade",
            "a request is repeated",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public IssuerAnswer request(URI spApi, SecretValue token) {
                    super.request(spApi, token);
                    return super.request(spApi, token);
                  }
                }),
        new Fault(
            "withNobodyAtTheOtherSideARequestWasNotSent",
            "whoever cannot ask throws",
            issuer ->
                new Unreachable(issuer) {
                  @Override
                  public IssuerAnswer request(URI spApi, SecretValue token) {
                    throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "gone"));
                  }
                }),
        new Fault(
            "withNobodyAtTheOtherSideReceivingFails",
            "that nothing can be received is not said",
            issuer ->
                new Unreachable(issuer) {
                  @Override
                  public List<IssuerMessage> receive(Duration wait) {
                    issuer.preflight();
                    return List.of();
                  }
                }),
        new Fault("severalThreadsMayReceive", "two threads see the same message", Racing::new),
        new Fault(
            "noTextFormShowsASecret",
            "it shows what it was asked with",
            issuer ->
                new ForwardingIssuer(issuer) {
                  private String last = "";

                  @Override
                  public IssuerAnswer request(URI spApi, SecretValue token) {
                    last = token.revealUtf8();
                    return super.request(spApi, token);
                  }

                  @Override
                  public String toString() {
                    return last;
                  }
                }),
        new Fault(
            "closingEndsWaiting",
            "closing is not noticed by who waits",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public List<IssuerMessage> receive(Duration wait) {
                    try (InMemorySecretIssuer other = issuer.openAgain()) {
                      return other.receive(wait.toMinutes() > 0 ? Duration.ofMillis(500) : wait);
                    } finally {
                      if (wait.toMinutes() == 0) {
                        issuer.receive(Duration.ZERO);
                      }
                    }
                  }
                }),
        new Fault(
            "closingTwiceIsNoError",
            "closing twice is an error",
            issuer ->
                new ForwardingIssuer(issuer) {
                  private boolean closed;

                  @Override
                  public void close() {
                    super.close();
                    if (closed) {
                      throw new IllegalStateException("closed");
                    }
                    closed = true;
                  }
                }),
        new Fault(
            "aClosedIssuerFailsEveryCall",
            "a closed issuer still asks",
            issuer ->
                new ForwardingIssuer(issuer) {
                  @Override
                  public IssuerAnswer request(URI spApi, SecretValue token) {
                    return issuer.openAgain().request(spApi, token);
                  }
                }),
        new Fault(
            "closingOneOpeningLeavesAnotherOpen", "all openings are closed at once", Shared::new));
  }

  private static Fault receiving(String rule, String name, UnaryOperator<IssuerMessage> broken) {
    return new Fault(
        rule,
        name,
        issuer ->
            new ForwardingIssuer(issuer) {
              @Override
              public List<IssuerMessage> receive(Duration wait) {
                return super.receive(wait).stream().map(broken).toList();
              }
            });
  }

  private static IssuerMessage content(IssuerMessage message, Content content) {
    return new IssuerMessage(
        message.id(),
        message.queue(),
        message.receipt(),
        message.receives(),
        message.sentAt(),
        content);
  }

  private static IssuerMessage counted(IssuerMessage message, int receives) {
    return new IssuerMessage(
        message.id(),
        message.queue(),
        message.receipt(),
        receives,
        message.sentAt(),
        message.content());
  }

  private static Content withoutDate(Content content) {
    return content instanceof NewSecret secret
        ? new NewSecret(
            secret.key(),
            secret.clientId(),
            secret.secret(),
            secret.eventTime(),
            Optional.empty(),
            secret.oldExpiresAt())
        : content;
  }

  private static Content withKey(Content content, String key) {
    return content instanceof NewSecret secret
        ? new NewSecret(
            key,
            secret.clientId(),
            secret.secret(),
            secret.eventTime(),
            secret.expiresAt(),
            secret.oldExpiresAt())
        : content;
  }

  private static Content withReason(Content content) {
    return content instanceof ExpiryNotice notice
        ? new ExpiryNotice(notice.clientId(), notice.eventTime(), notice.expiresAt(), "ANY")
        : content;
  }

  private static final class NeverHiding extends ForwardingIssuer {
    NeverHiding(InMemorySecretIssuer issuer) {
      super(issuer);
      issuer.visibility(Duration.ZERO);
    }
  }

  private static final class Deleting extends ForwardingIssuer {
    Deleting(InMemorySecretIssuer issuer) {
      super(issuer);
    }

    @Override
    public List<IssuerMessage> receive(Duration wait) {
      List<IssuerMessage> received = super.receive(wait);
      received.forEach(super::acknowledge);
      return received;
    }
  }

  private static final class Postponing extends ForwardingIssuer {
    private final Set<String> postponed = new TreeSet<>();

    Postponing(InMemorySecretIssuer issuer) {
      super(issuer);
    }

    @Override
    public void postpone(IssuerMessage message, Duration time) {
      postponed.add(message.id());
      super.postpone(message, time);
    }

    @Override
    public void acknowledge(IssuerMessage message) {
      if (!postponed.contains(message.id())) {
        super.acknowledge(message);
      }
    }
  }

  /** Shows what was received last once more. */
  private static final class Racing extends ForwardingIssuer {
    private List<IssuerMessage> last = List.of();

    Racing(InMemorySecretIssuer issuer) {
      super(issuer);
    }

    @Override
    public synchronized List<IssuerMessage> receive(Duration wait) {
      List<IssuerMessage> received = super.receive(Duration.ZERO);
      if (received.isEmpty()) {
        return last;
      }
      last = received;
      return received;
    }
  }

  private static class Unreachable extends ForwardingIssuer {
    Unreachable(InMemorySecretIssuer issuer) {
      super(issuer);
    }

    @Override
    public IssuerAnswer request(URI spApi, SecretValue token) {
      return new IssuerAnswer(
          IssuerAnswer.Outcome.NOT_SENT,
          Optional.of(Problem.of(ErrorCode.UNAVAILABLE, "nobody there")),
          Optional.empty());
    }

    @Override
    public List<IssuerMessage> receive(Duration wait) {
      throw new HalfturnException(Problem.of(ErrorCode.UNAVAILABLE, "nobody there"));
    }
  }

  private static final class Shared extends ForwardingIssuer {
    private static Instant closedAt = Instant.EPOCH;
    private final Instant openedAt = Instant.now();

    Shared(InMemorySecretIssuer issuer) {
      super(issuer);
    }

    @Override
    public List<IssuerMessage> receive(Duration wait) {
      if (!closedAt.isBefore(openedAt)) {
        throw new HalfturnException(Problem.of(ErrorCode.FAILED_PRECONDITION, "closed"));
      }
      return super.receive(wait);
    }

    @Override
    public void close() {
      closedAt = Instant.now();
      super.close();
    }
  }

  @ExtendWith(OnlyWithinRules.class)
  static final class Broken extends SecretIssuerContract {

    private final InMemorySecretIssuer orders = new InMemorySecretIssuer(clock());

    @Override
    protected SecretIssuer open(PluginContext context) {
      return current.orElseThrow().broken().apply(orders.openAgain());
    }

    @Override
    protected Optional<SecretIssuer> openUnreachable(PluginContext context) {
      return Optional.of(open(context)).filter(Unreachable.class::isInstance);
    }

    @Override
    protected Duration patience() {
      return Duration.ofMillis(100);
    }

    @Override
    protected URI spApi() {
      return URI.create("https://sellingpartnerapi-na.amazon.com");
    }

    @Override
    protected void deliver(Content content) {
      orders.deliver(content);
    }

    @Override
    protected void deliverStrange(String text) {
      orders.deliver(new Unreadable("something strange"));
    }

    @Override
    protected int requests() {
      return orders.requests().size();
    }

    @Override
    protected int left() {
      return orders.left().size();
    }
  }
}
