// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.rotation;

import static dev.halfturn.rotation.RotationFixture.APP;
import static dev.halfturn.rotation.RotationFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.SecretValue;
import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The words of notices. */
class PhrasesTest {

  private final RotationFixture here = new RotationFixture();
  private final ResourceBundle english = bundle(Locale.ENGLISH);
  private final ResourceBundle german = bundle(Locale.GERMAN);

  private static ResourceBundle bundle(Locale language) {
    return ResourceBundle.getBundle("dev.halfturn.rotation.notices", language);
  }

  @AfterEach
  void close() {
    here.close();
  }

  @Test
  void areTheSameInEveryLanguage() {
    assertThat(german.keySet()).isEqualTo(english.keySet());
    for (String key : english.keySet()) {
      if (!key.equals("day") && !key.equals("moment")) {
        assertThat(places(german.getString(key))).as(key).isEqualTo(places(english.getString(key)));
      }
    }
  }

  private static int places(String pattern) {
    return new MessageFormat(pattern, Locale.ROOT).getFormatsByArgumentIndex().length;
  }

  @Test
  void ofSubjectsAreAscii() {
    for (ResourceBundle bundle : new ResourceBundle[] {english, german}) {
      bundle.keySet().stream()
          .filter(key -> key.startsWith("subject."))
          .forEach(key -> assertThat(bundle.getString(key)).matches("[ -~]{1,60}"));
    }
  }

  @Test
  void makeAGermanReminder() {
    here.policy = Policies.with(ReminderPolicy.DEFAULT.withLanguage(Locale.GERMAN));
    here.put(CredentialNames.clientId(APP), "amzn1.application-oa2-client.0123456789abcdef");
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    here.clock.advance(Duration.ofDays(149));

    here.tracker().check(APP);

    Notice notice = here.mail.sent().get(0);
    assertThat(notice.language()).isEqualTo(Locale.GERMAN);
    assertThat(notice.subject()).isEqualTo("erp: LWA-Client-Secret rotieren, Frist 31 Tage");
    assertThat(notice.body())
        .startsWith(
            """
            Anwendung    erp (Client …cdef)
            Läuft ab     Mo. 28. Dez. 2026 09:00 UTC (noch 31 Tage; angegeben)
            Wer          das kann nur der Hauptkontobenutzer (primary account user): primary@example.com
            Zu tun       1. Im Solution Provider Portal von Amazon anmelden (Seller Central: Apps and Services >
            """)
        .contains("                halfturn rotate erp\n");
  }

  @Test
  void nameOneDayAndNone() {
    Phrases phrases = new Phrases(Locale.GERMAN);

    assertThat(phrases.days(0)).isEqualTo("0 Tage");
    assertThat(phrases.days(1)).isEqualTo("1 Tag");
    assertThat(phrases.days(31)).isEqualTo("31 Tage");
  }

  @Test
  void tellWhoStillUsesAnOldSecret() {
    here.tracker().declareIssued(APP, START, Provenance.DECLARED);
    String next = here.app.rotateInConsole();
    here.rotator().accept(APP, SecretValue.ofUtf8(next));
    here.clock.advance(Duration.ofDays(1).plusMinutes(1));
    here.tracker().noteUseOfPrevious(APP, "nightly-job");

    here.tracker().check(APP);

    Notice notice = here.mail.sent().get(here.mail.sent().size() - 1);
    assertThat(notice.occasion()).isEqualTo("overlap-1");
    assertThat(notice.subject()).isEqualTo("erp: somebody still uses the old LWA client secret");
    assertThat(notice.body())
        .contains("Still used by  nightly-job (last on Thu 2 Jul 2026 09:01 UTC)")
        .contains("then they are refused");
  }
}
