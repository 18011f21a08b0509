// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.ssm;

import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretName;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ssm.model.ParameterHistory;

/**
 * The label that the current version of a client secret may bear, for people: nothing here reads
 * it. Other entries bear none, because a label on the oldest of a hundred versions keeps SSM from
 * taking another.
 */
final class CurrentLabel {

  static final String LABEL = "halfturn-current";

  private static final Logger LOG = LoggerFactory.getLogger(CurrentLabel.class);

  private final SsmCalls calls;
  private final boolean wanted;

  CurrentLabel(SsmCalls calls, boolean wanted) {
    this.calls = calls;
    this.wanted = wanted;
  }

  /** Moves it if it is wanted; that it cannot be moved is told and harms nothing. */
  void move(SecretName name, String parameter, VersionId version) {
    if (!wanted || !ClientSecrets.isOne(name)) {
      return;
    }
    try {
      if (!calls.label(parameter, version.number(), LABEL).invalidLabels().isEmpty()) {
        LOG.warn("{}: SSM does not take the label of '{}'", calls.owner(), name);
      }
    } catch (HalfturnException e) {
      LOG.warn("{}: the label of '{}' was not moved: {}", calls.owner(), name, e.getMessage());
    }
  }

  /** Whether the oldest version bore it, and does no longer. */
  boolean isTakenFromOldest(String parameter) {
    List<ParameterHistory> versions = calls.history(parameter);
    if (versions.isEmpty() || !versions.get(0).labels().contains(LABEL)) {
      return false;
    }
    calls.unlabel(parameter, versions.get(0).version(), LABEL);
    return true;
  }
}
