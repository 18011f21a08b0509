// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a conformance class as a test of its own and tells which of its rules passed. */
final class Rules {

  private Rules() {}

  /** The results by method name. */
  static Map<String, TestExecutionResult.Status> run(Class<?> contract) {
    Map<String, TestExecutionResult.Status> results = new TreeMap<>();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(contract))
            .configurationParameter(OnlyWithinRules.PARAMETER, "true")
            .build();
    LauncherFactory.create()
        .execute(
            request,
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(source -> ((MethodSource) source).getMethodName())
                    .ifPresent(rule -> results.put(rule, result.getStatus()));
              }
            });
    assertThat(results).as("rules of %s", contract.getSimpleName()).isNotEmpty();
    return results;
  }

  /** The names of the rules that failed, sorted. */
  static SortedSet<String> failing(Class<?> contract) {
    SortedSet<String> failing = new TreeSet<>();
    run(contract)
        .forEach(
            (rule, status) -> {
              if (status != TestExecutionResult.Status.SUCCESSFUL) {
                failing.add(rule);
              }
            });
    return failing;
  }
}
