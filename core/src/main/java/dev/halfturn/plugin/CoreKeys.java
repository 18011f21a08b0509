// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.plugin;

import dev.halfturn.endpoint.SpApiRegion;
import dev.halfturn.rotation.QuietHours;
import dev.halfturn.rotation.ReminderPolicy;
import dev.halfturn.rotation.RotationPolicy;
import dev.halfturn.rotation.WorkCalendar;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.SecretValue;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** All settings that are not a plug-in's. */
final class CoreKeys {

  static final CoreKey<String> VERSION =
      CoreKey.of("version", "version of this list of settings", "1", Parsers.exactly("1"));

  static final CoreKey<String> STORE =
      CoreKey.of(
          "store", "the store in use: an instance's name, or a store plug-in's", "", Parsers::name);

  static final CoreKey<List<String>> PLUGINS_ALLOW =
      CoreKey.of(
          "plugins.allow",
          "names of the plug-ins that may be used, besides those built in",
          "all found",
          Parsers::names);

  static final CoreKey<List<String>> APPS =
      CoreKey.of(
          "apps",
          "the applications this installation cares for",
          "all found in the store",
          text -> Parsers.each(text, CredentialNames::app));

  static final CoreKey<String> APP_CLIENT_ID =
      CoreKey.of(
          "app.<app>.client-id",
          "the client id; not secret",
          "the entry in the store",
          Parsers::nonBlank);

  static final CoreKey<String> APP_PRIMARY_USER =
      CoreKey.of(
          "app.<app>.primary-user",
          "address of the primary account user, who alone may rotate in Amazon's console",
          "",
          Parsers::address);

  static final CoreKey<SpApiRegion> APP_REGION =
      CoreKey.of(
          "app.<app>.region",
          "region of the Selling Partner API: na, eu or fe",
          "as stored with the application, else na",
          CoreKeys::region);

  static final CoreKey<List<String>> APP_SELLERS =
      CoreKey.of(
          "app.<app>.sellers",
          "the sellers this installation cares for",
          "all found in the store",
          text -> Parsers.each(text, CredentialNames::seller));

  static final CoreKey<SpApiRegion> SELLER_REGION =
      CoreKey.of(
          "app.<app>.seller.<seller>.region",
          "region of one seller",
          "as stored with the seller, else the application's",
          CoreKeys::region);

  static final CoreKey<List<String>> NOTIFIERS =
      CoreKey.of(
          "notifiers",
          "who tells people: names of instances, or of notifier plug-ins",
          "log",
          Parsers::names);

  static final CoreKey<String> SCHEDULER =
      CoreKey.of(
          "scheduler",
          "what wakes the tracker: an instance's name, or a scheduler plug-in's",
          "local",
          Parsers::name);

  static final CoreKey<String> ISSUER =
      CoreKey.of(
          "issuer",
          "what brings new client secrets by itself: an instance's name, or an issuer plug-in's",
          "none: people do, from Amazon's console",
          Parsers::name);

  static final CoreKey<Duration> LIFETIME =
      CoreKey.of(
          "rotation.lifetime",
          "how long Amazon accepts a client secret",
          days(RotationPolicy.DEFAULT.lifetime()),
          ConfigOption::parseDuration);

  static final CoreKey<Duration> OVERLAP =
      CoreKey.of(
          "rotation.overlap",
          "how long the old secret works beside the new one",
          days(RotationPolicy.DEFAULT.overlap()),
          ConfigOption::parseDuration);

  static final CoreKey<Integer> ROTATE_AT =
      CoreKey.of(
          "rotation.at",
          "age at which a secret is due for rotation",
          RotationPolicy.DEFAULT.rotateAt() + "d",
          Parsers::days);

  static final CoreKey<Integer> LATEST =
      CoreKey.of(
          "rotation.latest",
          "age from which waiting is no longer harmless",
          RotationPolicy.DEFAULT.latest() + "d",
          Parsers::days);

  static final CoreKey<Boolean> AUTO =
      CoreKey.of(
          "rotation.auto",
          "whether a rotation begins by itself once a secret is due; needs an issuer",
          "false",
          Parsers::bool);

  static final CoreKey<Parsers.WeekHours> WINDOW =
      CoreKey.of(
          "rotation.window",
          "days and hours in which a rotation begins by itself, such as Mon-Thu 09:00-16:00; from"
              + " rotation.latest on it holds nothing back",
          "any time",
          Parsers::weekHours);

  static final CoreKey<ZoneId> WINDOW_ZONE =
      CoreKey.of("rotation.time-zone", "whose days and hours those are", "UTC", Parsers::zone);

  static final CoreKey<String> OWNER =
      CoreKey.of(
          "rotation.owner",
          "name of the one instance that makes rotations; others that share the store only watch",
          "all",
          Parsers::name);

  static final CoreKey<String> INSTANCE =
      CoreKey.of(
          "instance",
          "what this installation is called where one of several makes the rotations",
          "the computer's name, up to its first dot",
          Parsers::name);

  static final CoreKey<Path> HOOKS_DIR =
      CoreKey.of(
          "rotation.hooks-dir",
          "absolute path of a directory with pre, deploy and post: the programs in them are run"
              + " around a rotation",
          "none",
          Parsers::absolutePath);

  static final CoreKey<Duration> HOOK_TIMEOUT =
      CoreKey.of(
          "rotation.hook-timeout",
          "how long one of these programs may take",
          "60s",
          ConfigOption::parseDuration);

  static final CoreKey<SortedSet<Integer>> LADDER =
      CoreKey.of(
          "remind.ladder",
          "days of a secret's life on which a reminder is due",
          joined(ReminderPolicy.DEFAULT.ladder()),
          Parsers::dayNumbers);

  static final CoreKey<SortedSet<Integer>> QUIET =
      CoreKey.of(
          "remind.quiet",
          "days of the ladder that are only logged and shown",
          joined(ReminderPolicy.DEFAULT.quiet()),
          Parsers::dayNumbers);

  static final CoreKey<Duration> REPEAT =
      CoreKey.of(
          "remind.repeat",
          "in the last three days, how often a reminder is repeated until somebody acknowledges it",
          ReminderPolicy.DEFAULT.repeat().toHours() + "h",
          ConfigOption::parseDuration);

  static final CoreKey<SortedSet<Integer>> OVERLAP_LADDER =
      CoreKey.of(
          "remind.overlap",
          "days after a rotation on which people are told who still uses the old secret",
          joined(ReminderPolicy.DEFAULT.overlap()),
          Parsers::dayNumbers);

  static final CoreKey<SortedSet<Integer>> SELLER_LADDER =
      CoreKey.of(
          "remind.sellers",
          "days before the end of a seller's authorization on which people are told",
          joined(ReminderPolicy.DEFAULT.sellers()),
          Parsers::dayNumbers);

  static final CoreKey<WorkCalendar.Snap> SNAP =
      CoreKey.of(
          "remind.snap",
          "what happens to a day of the ladder that is no working day: earlier or none",
          "earlier",
          ConfigOption.oneOf("snap", "", WorkCalendar.Snap.class)::parse);

  static final CoreKey<LocalTime> TIME =
      CoreKey.of(
          "remind.time",
          "time of day of a reminder",
          ReminderPolicy.DEFAULT.calendar().time().toString(),
          Parsers::time);

  static final CoreKey<ZoneId> TIME_ZONE =
      CoreKey.of("remind.time-zone", "whose calendar and clock that is", "UTC", Parsers::zone);

  static final CoreKey<Set<DayOfWeek>> WORKING_DAYS =
      CoreKey.of(
          "remind.working-days",
          "the days of the week on which people work",
          "mon,tue,wed,thu,fri",
          Parsers::weekDays);

  static final CoreKey<String> HOLIDAYS =
      CoreKey.of(
          "remind.holidays",
          "file of free days besides: a calendar (.ics) of all-day events, or ISO dates, one a line",
          "none",
          Parsers::nonBlank);

  static final CoreKey<QuietHours> QUIET_HOURS =
      CoreKey.of(
          "remind.quiet-hours",
          "hours of each day in which nobody is told what can wait, such as 20:00-07:00; the last"
              + " week cannot",
          "none",
          Parsers::quietHours);

  static final CoreKey<List<String>> ROUTE =
      CoreKey.of(
          "remind.route.<day>",
          "the notifiers that tell from this day of life on, until the last week, in which all do",
          "all",
          Parsers::names);

  static final CoreKey<List<String>> GROUP =
      CoreKey.of(
          "remind.group.<group>",
          "notifiers of which one has to get through, or the reminder does not count as told",
          "all in one group",
          Parsers::names);

  static final CoreKey<Locale> LANGUAGE =
      CoreKey.of("remind.language", "language of the notices: en or de", "en", Parsers::language);

  static final CoreKey<String> CONSUMER =
      CoreKey.of(
          "consumer",
          "what this installation is called where people are told who still uses an old secret",
          "the computer's name",
          Parsers::name);

  static final CoreKey<Path> AUDIT_PATH =
      CoreKey.of(
          "audit.path",
          "file in which it is written down who did what, an absolute path",
          "audit.jsonl in the state directory",
          Parsers::absolutePath);

  static final CoreKey<Boolean> TOKEN_CACHE =
      CoreKey.of(
          "token.cache",
          "where access tokens are kept: memory, or disk for other processes too, sealed",
          "memory",
          CoreKeys::onDisk);

  static final CoreKey<String> LWA =
      CoreKey.of("endpoint.lwa", "the token endpoint", "Amazon's", Parsers::nonBlank);

  static final CoreKey<String> SP_API =
      CoreKey.of(
          "endpoint.spapi.<region>",
          "the Selling Partner API of region na, eu or fe",
          "Amazon's",
          Parsers::nonBlank);

  static final CoreKey<Boolean> ALLOW_CUSTOM =
      CoreKey.of(
          "endpoint.allow-custom",
          "whether endpoints may be other hosts than Amazon's: for tests and the simulator",
          "false",
          Parsers::bool);

  static final CoreKey<InetSocketAddress> PROXY =
      CoreKey.of(
          "proxy",
          "HTTP proxy for calls to Amazon, such as http://proxy.example.com:3128",
          "none",
          CoreKeys::proxy);

  static final CoreKey<InetSocketAddress> SERVE_BIND =
      CoreKey.of(
          "serve.bind",
          "where 'halfturn serve' listens: address and port; 0 for any port that is free",
          ServeSettings.DEFAULT_BIND,
          ServeSettings::address);

  static final CoreKey<List<String>> SERVE_HOST =
      CoreKey.of(
          "serve.host",
          "names under which it is asked for besides the address, such as halfturn.example.com",
          "none",
          ServeSettings::hosts);

  static final CoreKey<SecretValue> SERVE_TOKEN =
      CoreKey.secret(
          "serve.token",
          "what whoever asks has to show: as a bearer token, or as the password of any user",
          ServeSettings::token);

  static final CoreKey<URI> HEARTBEAT_URL =
      CoreKey.of(
          "heartbeat.url",
          "called once a day while all is well, so that somebody notices when it is not",
          "none",
          ServeSettings::heartbeat);

  /** In the order of the reference. */
  static final List<CoreKey<?>> ALL =
      List.of(
          VERSION,
          STORE,
          PLUGINS_ALLOW,
          APPS,
          APP_CLIENT_ID,
          APP_PRIMARY_USER,
          APP_REGION,
          APP_SELLERS,
          SELLER_REGION,
          NOTIFIERS,
          SCHEDULER,
          ISSUER,
          LIFETIME,
          OVERLAP,
          ROTATE_AT,
          LATEST,
          AUTO,
          WINDOW,
          WINDOW_ZONE,
          OWNER,
          INSTANCE,
          HOOKS_DIR,
          HOOK_TIMEOUT,
          LADDER,
          QUIET,
          REPEAT,
          OVERLAP_LADDER,
          SELLER_LADDER,
          SNAP,
          WORKING_DAYS,
          HOLIDAYS,
          TIME,
          TIME_ZONE,
          QUIET_HOURS,
          ROUTE,
          GROUP,
          LANGUAGE,
          CONSUMER,
          AUDIT_PATH,
          TOKEN_CACHE,
          SERVE_BIND,
          SERVE_HOST,
          SERVE_TOKEN,
          HEARTBEAT_URL,
          LWA,
          SP_API,
          ALLOW_CUSTOM,
          PROXY);

  private CoreKeys() {}

  private static SpApiRegion region(String text) {
    try {
      return SpApiRegion.parse(text);
    } catch (HalfturnException e) {
      throw new IllegalArgumentException(
          "must be one of "
              + Arrays.stream(SpApiRegion.values())
                  .map(SpApiRegion::text)
                  .collect(Collectors.joining(", ")));
    }
  }

  private static boolean onDisk(String text) {
    return switch (text) {
      case "memory" -> false;
      case "disk" -> true;
      default -> throw new IllegalArgumentException("must be one of memory, disk");
    };
  }

  private static InetSocketAddress proxy(String text) {
    IllegalArgumentException wrong =
        new IllegalArgumentException("must be http://host:port and nothing more");
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong;
    }
    boolean plain =
        "http".equals(uri.getScheme())
            && uri.getHost() != null
            && uri.getPort() > 0
            && uri.getRawUserInfo() == null
            && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
            && uri.getRawQuery() == null
            && uri.getRawFragment() == null;
    if (!plain || uri.getPort() > 65535) {
      throw wrong;
    }
    // Unresolved: looking the name up now would make a start without network fail.
    return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort());
  }

  private static String days(Duration duration) {
    return duration.toDays() + "d";
  }

  private static String joined(Collection<Integer> days) {
    return days.stream().sorted().map(String::valueOf).collect(Collectors.joining(","));
  }
}
