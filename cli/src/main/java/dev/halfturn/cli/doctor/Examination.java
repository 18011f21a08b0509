// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.doctor;

import dev.halfturn.Halfturn;
import dev.halfturn.cli.command.Invocation;
import dev.halfturn.plugin.PluginInstance;
import dev.halfturn.rotation.RotationStatus;
import dev.halfturn.spi.HalfturnException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at one topic after the other; what cannot be looked at is said. */
public final class Examination {

  private static final Set<Topic> NEED_STORE =
      EnumSet.of(Topic.STORE, Topic.APPS, Topic.AUTO, Topic.NOTIFIERS);

  private static final Set<Topic> NEED_APPS = EnumSet.of(Topic.APPS, Topic.AUTO, Topic.NOTIFIERS);

  private final Invocation invocation;
  private final Set<Topic> topics;
  private final boolean everything;
  private final Map<Topic, Finding> findings = new EnumMap<>(Topic.class);

  /**
   * @param topics those to look at
   */
  public Examination(Invocation invocation, Set<Topic> topics) {
    this.invocation = invocation;
    this.topics = EnumSet.copyOf(topics);
    this.everything = topics.size() > 1;
  }

  /** Looks at all topics; at the automatic rotation only where there is an issuer. */
  public static Examination ofEverything(Invocation invocation) {
    return new Examination(invocation, EnumSet.complementOf(EnumSet.of(Topic.AUTO)));
  }

  /** What was found, in the order of the topics. */
  public List<Finding> findings() {
    Finding config = ConfigTopic.examine(invocation);
    put(Topic.CONFIG, config);
    if (config.level() == Finding.Level.FAILURE) {
      findings.put(Topic.CONFIG, config); // whatever was asked for, this is what is wrong
      topics.forEach(topic -> skip(topic, "the configuration is not valid"));
    } else {
      examine();
    }
    return new ArrayList<>(findings.values());
  }

  private void examine() {
    if (everything && invocation.quietConfiguration().issuer().isPresent()) {
      topics.add(Topic.AUTO);
    }
    if (topics.contains(Topic.AMAZON)) {
      put(Topic.AMAZON, AmazonTopic.examine(invocation));
    }
    put(Topic.LADDER, LadderTopic.judge(invocation.quietConfiguration().rotation()));
    if (topics.stream().anyMatch(NEED_STORE::contains)) {
      examineStore();
    }
  }

  private void examineStore() {
    Finding store = StoreTopic.examine(invocation);
    put(Topic.STORE, store);
    if (StoreTopic.isShut(store)) {
      findings.put(Topic.STORE, store);
      topics.forEach(topic -> skip(topic, "the store does not open"));
    } else if (topics.stream().anyMatch(NEED_APPS::contains)) {
      open();
    }
  }

  private void open() {
    List<RotationStatus> statuses = new ArrayList<>();
    List<Finding> unreadable = new ArrayList<>();
    try (Halfturn halfturn = invocation.open()) {
      for (String app : halfturn.applications().names()) {
        try {
          statuses.add(halfturn.tracker().status(app));
        } catch (HalfturnException e) {
          unreadable.add(Finding.failure(app, e.getMessage()).advising(e.hint()));
        }
      }
      put(Topic.APPS, AppsTopic.judge(statuses, unreadable));
      if (topics.contains(Topic.AUTO)) {
        put(Topic.AUTO, AutoTopic.examine(invocation, halfturn, statuses));
      }
      put(
          Topic.NOTIFIERS,
          NotifiersTopic.judge(
              halfturn.configuration().notifiers().stream().map(PluginInstance::name).toList(),
              statuses));
    } catch (HalfturnException e) {
      put(Topic.APPS, Finding.failure(Topic.APPS.text(), e.getMessage()).advising(e.hint()));
      topics.forEach(topic -> skip(topic, "not everything opens"));
    }
  }

  private void put(Topic topic, Finding finding) {
    if (topics.contains(topic)) {
      findings.put(topic, finding);
    }
  }

  private void skip(Topic topic, String why) {
    findings.putIfAbsent(topic, Finding.skipped(topic.text(), "not looked at: " + why));
  }
}
