// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testkit;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** For contract classes that are meant to fail: a build that meets them leaves them alone. */
final class OnlyWithinRules implements ExecutionCondition {

  /** Set by {@link Rules}. */
  static final String PARAMETER = "halfturn.within-rules";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return context.getConfigurationParameter(PARAMETER).isPresent()
        ? ConditionEvaluationResult.enabled("run by Rules")
        : ConditionEvaluationResult.disabled("runs only as a part of another test");
  }
}
