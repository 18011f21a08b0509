// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people read. Says who must act, what to do and where; holds neither a secret nor a
 * fingerprint.
 */
final class NoticeTexts {

  private static final String HOW_TO =
      "https://developer-docs.amazon.com/sp-api/docs/rotating-your-apps-lwa-credentials";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("EEE d MMM uuuu HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f]");
  private static final int SHOWN_OF_CLIENT_ID = 4;

  private final RotationPolicy policy;
  private final String app;
  private final RotationRecord record;
  private final String clientId;
  private final String primaryUser;
  private final Instant now;

  /**
   * @param clientId shortened before it is shown
   * @param primaryUser address of the person who may rotate
   * @param now the time that counts
   */
  NoticeTexts(
      RotationPolicy policy,
      String app,
      RotationRecord record,
      Optional<String> clientId,
      Optional<String> primaryUser,
      Instant now) {
    this.policy = policy;
    this.app = app;
    this.record = record;
    this.clientId = clientId.map(NoticeTexts::shortened).orElse("");
    this.primaryUser =
        primaryUser.map(user -> ": " + CONTROLS.matcher(user).replaceAll("?")).orElse("");
    this.now = now;
  }

  private static String shortened(String clientId) {
    String clean = CONTROLS.matcher(clientId).replaceAll("?");
    int from = Math.max(0, clean.length() - SHOWN_OF_CLIENT_ID);
    return " (client …" + clean.substring(from) + ")";
  }

  /**
   * The notice of one rung.
   *
   * @param notifier through which it goes; part of its identity
   * @param notRunningSince from when on nothing has looked at the application, if that is long ago
   */
  Notice notice(Rung rung, String notifier, Optional<Instant> notRunningSince) {
    String body =
        switch (rung.kind()) {
          case UNKNOWN -> unknown();
          case DAY, REPEAT -> reminder(rung);
          case EXPIRED -> expired();
          case ROTATED -> rotated();
          case REFUSED -> refused();
          case HANDOVER -> handOver(handOver());
        };
    String gap =
        notRunningSince
            .map(
                since ->
                    "\nHalfturn was not running from "
                        + MOMENT.format(since)
                        + " to "
                        + MOMENT.format(now)
                        + "; earlier reminders were skipped.\n")
            .orElse("");
    return new Notice(
        id(rung, notifier),
        severity(rung),
        app,
        rung.kind() == Rung.Kind.HANDOVER ? handOver().to() : Optional.empty(),
        record.current().expiry().map(Expiry::expiresAt),
        subject(rung),
        "Application  " + app + clientId + "\n" + body + gap);
  }

  /** The same for every attempt to tell the same thing by the same way. */
  private String id(Rung rung, String notifier) {
    String identity =
        String.join(
            "\n",
            app,
            record.current().fingerprint().hex(),
            rung.key(),
            notifier,
            Integer.toString(record.expiryEpoch()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(identity.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Severity severity(Rung rung) {
    return switch (rung.kind()) {
      case UNKNOWN, REFUSED, HANDOVER -> Severity.WARNING;
      case REPEAT, EXPIRED -> Severity.CRITICAL;
      case ROTATED -> Severity.INFO;
      case DAY ->
          rung.number() >= policy.latest()
              ? Severity.CRITICAL
              : rung.number() >= policy.rotateAt() ? Severity.WARNING : Severity.INFO;
    };
  }

  private String subject(Rung rung) {
    String what =
        switch (rung.kind()) {
          case UNKNOWN -> "when does the LWA client secret expire?";
          case DAY, REPEAT -> "rotate the LWA client secret " + within();
          case EXPIRED -> "the LWA client secret HAS EXPIRED";
          case ROTATED -> "the LWA client secret was rotated";
          case REFUSED -> "Amazon refuses the new LWA client secret";
          case HANDOVER -> "please make a new LWA client secret (" + handOver().rotationId() + ")";
        };
    int room = Notice.MAX_SUBJECT - what.length() - ": ".length();
    String name = app.length() <= room ? app : app.substring(0, room - 2) + "..";
    return name + ": " + what;
  }

  private String within() {
    long days = expiry().daysLeft(now);
    if (days < 1) {
      return "TODAY";
    }
    return "within " + inWords(days);
  }

  private static String inWords(long days) {
    return days == 1 ? "1 day" : days + " days";
  }

  private Expiry expiry() {
    return record.current().expiry().orElseThrow();
  }

  private String expiresLine(String days) {
    return "Expires      "
        + MOMENT.format(expiry().expiresAt())
        + " ("
        + days
        + "; "
        + expiry().source().name().toLowerCase(Locale.ROOT)
        + ")\n";
  }

  private String reminder(Rung rung) {
    long days = expiry().daysLeft(now);
    String occasion =
        rung.kind() == Rung.Kind.DAY
            ? "day " + rung.number() + " of " + policy.lifetimeDays()
            : "repeated every " + policy.repeat().toHours() + " hours until it is done";
    return expiresLine(inWords(days) + " left")
        + whoAndWhat()
        + "Sellers do not have to re-authorise. The old secret goes on working for "
        + policy.overlap().toDays()
        + " days\nafter the click, so nothing is interrupted.\n"
        + "Reminder     "
        + occasion
        + ", next on "
        + DAY.format(new Ladder(policy, record.current()).nextLoud(now).at())
        + "\n";
  }

  private String expired() {
    long days = Duration.between(expiry().expiresAt(), now).toDays();
    return expiresLine(days < 1 ? "EXPIRED today" : "EXPIRED " + inWords(days) + " ago")
        + "Effect       Amazon answers every call with 403, although tokens may still be issued.\n"
        + "             Re-authorising sellers does not help; rotating does, at once.\n"
        + whoAndWhat();
  }

  private String unknown() {
    return "Expires      not known: Amazon does not tell, and nobody has said yet\n"
        + "Do           1. "
        + whereToLook()
        + "             2. Read the date beside \"Rotate by\".\n"
        + "             3. Tell Halfturn: halfturn app add "
        + app
        + " --expires <date>\n"
        + "How-to       "
        + HOW_TO
        + "\n";
  }

  private String rotated() {
    String overlap =
        record
            .previous()
            .map(
                old ->
                    "The old one     goes on working until "
                        + MOMENT.format(old.diesAt())
                        + ".\n"
                        + "                Whatever reads the secret from elsewhere must have the"
                        + " new one by then.\n")
            .orElse("");
    String doubt =
        record
            .journal()
            .flatMap(RotationJournal::lastError)
            .map(error -> "Mind            " + CONTROLS.matcher(error).replaceAll("?") + "\n")
            .orElse("");
    return "The new secret  is in use, and Amazon accepts it. It expires "
        + MOMENT.format(expiry().expiresAt())
        + ".\n"
        + overlap
        + doubt
        + "Sellers do not have to re-authorise.\n";
  }

  private String refused() {
    return "Amazon refuses the new client secret since more than "
        + RotationEngine.REFUSAL_ALERT.toMinutes()
        + " minutes.\n"
        + "The current one stays in use; nothing is down. The new one is kept and tried again.\n"
        + "Do           Compare what was pasted with what Amazon's console shows, then:\n"
        + "             halfturn rotate "
        + app
        + "\n"
        + "Where        "
        + whereToLook();
  }

  private HandOver handOver() {
    return record.handOver().orElseThrow();
  }

  private String handOver(HandOver asked) {
    return record
            .current()
            .expiry()
            .map(expiry -> expiresLine(inWords(Math.max(0, expiry.daysLeft(now))) + " left"))
            .orElse("")
        + "Asked        rotation "
        + asked.rotationId()
        + ", on "
        + MOMENT.format(asked.at())
        + "\n"
        + "Who          only the primary account user can do this"
        + asked.to().map(address -> ": " + address).orElse(primaryUser)
        + "\n"
        + """
        Do           1. Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >
                        Develop Apps) as the primary account user.
                     2. Find the application, column "LWA credentials", and click View.
                     3. Click "Rotate secret" and confirm.
                     4. Copy the new secret: Amazon shows it once, so leave that page open.
                     5. Run the following line, and paste the new secret where it asks for it:
                            halfturn rotate --resume\s"""
        + asked.rotationId()
        + "\n"
        + "How-to       "
        + HOW_TO
        + "\n"
        + "Do not answer with the secret and mail it to nobody. Nothing has changed yet.\n"
        + "Sellers do not have to re-authorise. The old secret goes on working for "
        + policy.overlap().toDays()
        + " days\nafter the click, so nothing is interrupted.\n";
  }

  private String whoAndWhat() {
    return "Who          only the primary account user can do this"
        + primaryUser
        + "\n"
        + "Do           1. "
        + whereToLook()
        + "             2. Click \"Rotate secret\" and copy the new secret.\n"
        + "             3. Run: halfturn rotate "
        + app
        + "\n"
        + "How-to       "
        + HOW_TO
        + "\n";
  }

  private static String whereToLook() {
    return """
    Sign in to Amazon's Solution Provider Portal (Seller Central: Apps and Services >
                    Develop Apps), find the application, column "LWA credentials", View.
    """;
  }
}
