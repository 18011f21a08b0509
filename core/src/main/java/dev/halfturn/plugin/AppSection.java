// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.secrets.AppSettings;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The settings {@code apps} and {@code app.<app>...}. */
final class AppSection {

  private static final String APP = "app";
  private static final String SELLER = "seller";

  private final Checks checks;

  AppSection(Checks checks) {
    this.checks = checks;
  }

  static SortedSet<String> mentioned(Settings settings) {
    return Instances.sections(APP, settings.keys());
  }

  static SortedSet<String> mentionedSellers(Settings settings, String app) {
    String prefix = prefix(app);
    return Instances.sections(
        SELLER,
        settings.keys().stream()
            .filter(key -> key.startsWith(prefix))
            .map(key -> key.substring(prefix.length()))
            .toList());
  }

  /** The applications this installation cares for; empty for all. */
  SortedSet<String> apps() {
    return new TreeSet<>(checks.read(CoreKeys.APPS).orElse(List.of()));
  }

  /** What is said of single applications. */
  Map<String, AppSettings> check(Set<String> apps) {
    Map<String, AppSettings> byApp = new TreeMap<>();
    SortedSet<String> mentioned = mentioned(checks.settings());
    for (String app : mentioned) {
      if (isSound(
          "an application", app, CredentialNames::app, prefix(app), CoreKeys.APPS.key(), apps)) {
        byApp.put(app, app(app));
      }
    }
    return byApp;
  }

  private AppSettings app(String app) {
    SortedSet<String> sellers =
        new TreeSet<>(checks.read(CoreKeys.APP_SELLERS, app).orElse(List.of()));
    SortedMap<String, SpApiRegion> regions = new TreeMap<>();
    for (String seller : mentionedSellers(checks.settings(), app)) {
      String prefix = prefix(app) + SELLER + "." + seller + ".";
      String list = CoreKeys.APP_SELLERS.key(app);
      if (isSound("a seller", seller, CredentialNames::seller, prefix, list, sellers)) {
        checks
            .read(CoreKeys.SELLER_REGION, app, seller)
            .ifPresent(region -> regions.put(seller, region));
      }
    }
    return new AppSettings(
        checks.read(CoreKeys.APP_CLIENT_ID, app),
        checks.read(CoreKeys.APP_PRIMARY_USER, app),
        checks.read(CoreKeys.APP_REGION, app),
        sellers,
        regions);
  }

  /** A name must be legal and, if there is a list of such names, in it. */
  private boolean isSound(
      String what,
      String name,
      Consumer<String> check,
      String prefix,
      String listKey,
      Set<String> listed) {
    try {
      check.accept(name);
    } catch (HalfturnException e) {
      checks.problemOfSection(prefix, "does not hold a legal name of " + what, Optional.empty());
      return false;
    }
    if (!listed.isEmpty() && !listed.contains(name)) {
      checks.problemOfSection(
          prefix,
          "is about " + what + " that '" + listKey + "' does not list",
          Suggestion.of(name, listed));
      return false;
    }
    return true;
  }

  private static String prefix(String app) {
    return APP + "." + app + ".";
  }
}
