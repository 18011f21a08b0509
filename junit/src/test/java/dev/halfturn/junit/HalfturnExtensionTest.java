// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.halfturn.Halfturn;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.simulator.AmazonSimulator;
import dev.halfturn.testkit.Canaries;
import dev.halfturn.testkit.SettableClock;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.TokenSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs classes of tests within this test: those below, which nobody else runs. */
class HalfturnExtensionTest {

  /** The rehearsals that the tests were given, in the order of their calls. */
  private static final Queue<Rehearsal> GIVEN = new ConcurrentLinkedQueue<>();

  private static RehearsalBuilder plan() {
    return Rehearsal.withApp("erp").seller("acme-us");
  }

  @BeforeEach
  void begin() {
    GIVEN.clear();
  }

  private static EngineExecutionResults run(Class<?>... types) {
    EngineTestKit.Builder kit =
        EngineTestKit.engine("junit-jupiter")
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.executor-service", "FORK_JOIN_POOL")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    for (Class<?> type : types) {
      kit = kit.selectors(selectClass(type));
    }
    return kit.execute();
  }

  /** All passed, and so many rehearsals were there. */
  private static void assertPasses(int tests, int rehearsals, Class<?>... types) {
    EngineExecutionResults results = run(types);
    assertThat(failures(results)).isEmpty();
    results.testEvents().assertStatistics(counts -> counts.started(tests).succeeded(tests));
    assertThat(GIVEN.stream().distinct()).hasSize(rehearsals);
    assertThat(GIVEN).allSatisfy(HalfturnExtensionTest::assertClosed);
  }

  private static List<String> failures(EngineExecutionResults results) {
    return results
        .allEvents()
        .executions()
        .failed()
        .map(
            failed ->
                failed
                    .getTerminationInfo()
                    .getExecutionResult()
                    .getThrowable()
                    .map(Throwable::getMessage)
                    .orElse(""))
        .collect(Collectors.toList());
  }

  private static void assertClosed(Rehearsal rehearsal) {
    assertThat(rehearsal.amazon().log().newest()).isNotEmpty();
    assertThatThrownBy(() -> rehearsal.halfturn().secrets().names(""))
        .isInstanceOf(RuntimeException.class);
  }

  private static void use(Rehearsal rehearsal) {
    GIVEN.add(rehearsal);
    assertThat(rehearsal.tokens("erp", "acme-us").get().reveal()).startsWith("Atza|");
  }

  static class InAnInstanceField {
    @RegisterExtension final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @RepeatedTest(3)
    void isGivenOne(Rehearsal rehearsal) {
      use(rehearsal);
    }
  }

  @Test
  void inAnInstanceFieldEachTestHasItsOwn() {
    assertPasses(3, 3, InAnInstanceField.class);
  }

  static class InAStaticField {
    @RegisterExtension static final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @BeforeAll
    static void before(Rehearsal rehearsal) {
      use(rehearsal);
    }

    InAStaticField(Rehearsal rehearsal) {
      use(rehearsal);
    }

    @RepeatedTest(3)
    void isGivenOne(Rehearsal rehearsal) {
      use(rehearsal);
    }

    @AfterAll
    static void after(Rehearsal rehearsal) {
      use(rehearsal);
    }
  }

  @Test
  void inAStaticFieldAllTestsShareOne() {
    assertPasses(3, 1, InAStaticField.class);
  }

  static class WithNestedClasses {
    @RegisterExtension static final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @Test
    void isGivenOne(Rehearsal rehearsal) {
      use(rehearsal);
    }

    @Nested
    class Inner {
      @Test
      void isGivenTheSame(Rehearsal rehearsal) {
        use(rehearsal);
      }

      @Nested
      class Innermost {
        @Test
        void isGivenTheSame(Rehearsal rehearsal) {
          use(rehearsal);
        }
      }
    }

    @Nested
    class Beside {
      @Test
      void isGivenTheSame(Rehearsal rehearsal) {
        use(rehearsal);
      }
    }
  }

  @Test
  void nestedClassesShareTheOneOfTheClassAroundThem() {
    assertPasses(4, 1, WithNestedClasses.class);
  }

  static class WithANestedClassAndAnInstanceField {
    @RegisterExtension final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @Nested
    class Inner {
      @RepeatedTest(2)
      void isGivenOne(Rehearsal rehearsal) {
        use(rehearsal);
      }
    }
  }

  @Test
  void testsOfNestedClassesHaveTheirOwnFromAnInstanceField() {
    assertPasses(2, 2, WithANestedClassAndAnInstanceField.class);
  }

  static class WithParameters {
    @RegisterExtension final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 149})
    void livesSoManyDays(int days, Rehearsal rehearsal) {
      rehearsal.advanceDays(days);
      use(rehearsal);
    }
  }

  @Test
  void parametersStandBesideArguments() {
    assertPasses(3, 3, WithParameters.class);
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  static class WithOneInstance {
    @RegisterExtension final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @RepeatedTest(3)
    void isGivenOne(Rehearsal rehearsal) {
      use(rehearsal);
    }
  }

  @Test
  void anInstancePerClassHasOneForItself() {
    assertPasses(3, 1, WithOneInstance.class);
  }

  @Execution(ExecutionMode.CONCURRENT)
  abstract static class Inherited {
    @RegisterExtension static final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @Execution(ExecutionMode.CONCURRENT)
    @RepeatedTest(4)
    void isGivenOne(Rehearsal rehearsal) {
      use(rehearsal);
    }
  }

  static class Heir extends Inherited {}

  static class OtherHeir extends Inherited {}

  @Test
  void classesThatInheritOneFieldAndRunAtTheSameTimeHaveOneEach() {
    assertPasses(8, 2, Heir.class, OtherHeir.class);
  }

  static class AllParameters {
    @RegisterExtension final HalfturnExtension halfturn = HalfturnExtension.of(plan().automatic());

    @Test
    void areOfOneRehearsal(
        Rehearsal rehearsal,
        Halfturn opened,
        AccessTokens tokens,
        TokenSource source,
        @ForSeller(app = "erp", seller = "acme-us") TokenSource named,
        Rotator rotator,
        RotationTracker tracker,
        AutomaticRotation automatic,
        SettableClock clock,
        AmazonSimulator amazon) {
      use(rehearsal);
      assertThat(opened).isSameAs(rehearsal.halfturn());
      assertThat(tokens).isSameAs(opened.tokens());
      assertThat(source.get()).isEqualTo(named.get());
      assertThat(rotator).isSameAs(opened.rotator());
      assertThat(tracker).isSameAs(opened.tracker());
      assertThat(automatic).isSameAs(opened.automatic().orElseThrow());
      assertThat(clock).isSameAs(rehearsal.clock());
      assertThat(amazon).isSameAs(rehearsal.amazon());
    }
  }

  @Test
  void givesAllItsParametersByType() {
    assertPasses(1, 1, AllParameters.class);
  }

  static class LosesASecret {
    @RegisterExtension final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @Test
    void passesBeforeTheEnd(Halfturn opened) {
      opened.secrets().put(CredentialNames.clientSecret("erp"), Canaries.secret("wrong"));
    }
  }

  @Test
  void aTestThatLosesASecretFails() {
    EngineExecutionResults results = run(LosesASecret.class);

    results.testEvents().assertStatistics(counts -> counts.started(1).failed(1));
    assertThat(failures(results)).singleElement().asString().contains("secret #1");
  }

  static class LosesASharedSecret {
    @RegisterExtension static final HalfturnExtension halfturn = HalfturnExtension.of(plan());

    @Test
    void passes(Halfturn opened) {
      opened.secrets().put(CredentialNames.clientSecret("erp"), Canaries.secret("wrong"));
    }
  }

  @Test
  void aClassThatLosesASharedSecretFails() {
    EngineExecutionResults results = run(LosesASharedSecret.class);

    results.testEvents().assertStatistics(counts -> counts.started(1).succeeded(1));
    results.containerEvents().assertStatistics(counts -> counts.failed(1));
    assertThat(failures(results)).singleElement().asString().contains("secret #1");
  }

  static class AsksForMuch {
    @RegisterExtension
    final HalfturnExtension halfturn = HalfturnExtension.of(plan().seller("acme-ca").app("shop"));

    @Test
    void anAutomaticRotation(AutomaticRotation automatic) {}

    @Test
    void tokensOfSomebody(TokenSource tokens) {}

    @Test
    void tokensOfAnySeller(@ForSeller(app = "erp") TokenSource tokens) {}

    @Test
    void tokensOfAStranger(@ForSeller(app = "erp", seller = "acme-uk") TokenSource tokens) {}

    @Test
    void tokensOfNoSeller(@ForSeller(app = "shop") TokenSource tokens) {}
  }

  @Test
  void whatCannotBeGivenIsSaid() {
    assertThat(failures(run(AsksForMuch.class)))
        .hasSize(5)
        .allMatch(message -> !message.isEmpty())
        .anyMatch(message -> message.contains("describe it with automatic()"))
        .anyMatch(message -> message.contains("which application: there are [erp, shop]"))
        .anyMatch(
            message -> message.contains("which seller of 'erp': there are [acme-us, acme-ca]"))
        .anyMatch(message -> message.contains("no seller of 'erp' is called 'acme-uk'"))
        .anyMatch(message -> message.contains("which seller of 'shop': there are []"));
  }

  static class CannotBegin {
    @RegisterExtension
    final HalfturnExtension halfturn = HalfturnExtension.of(plan().setting("store", "nowhere"));

    @Test
    void doesNotRun(Rehearsal rehearsal) {
      use(rehearsal);
    }
  }

  @Test
  void aRehearsalThatCannotBeginFailsTheTestWithItsReason() {
    assertThat(failures(run(CannotBegin.class)))
        .singleElement()
        .asString()
        .contains("there is no store plug-in 'nowhere'");
    assertThat(GIVEN).isEmpty();
  }
}
