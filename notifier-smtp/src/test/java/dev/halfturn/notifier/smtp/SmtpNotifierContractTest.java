// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import dev.halfturn.notifier.smtp.TestMailServer.Mail;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.testkit.NotifierContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class SmtpNotifierContractTest extends NotifierContract {

  private final TestMailServer server =
      TestMailServer.startTls(SmtpFixture.AUTHORITY.server("localhost"));

  @AfterEach
  void stop() {
    server.close();
  }

  @Override
  protected Notifier open(PluginContext context) {
    return SmtpFixture.tls(stateDirectory, server.port()).open(context);
  }

  @Override
  protected String received() throws Exception {
    List<String> all = new ArrayList<>();
    for (Mail mail : server.mails()) {
      all.add(mail.message().getSubject());
      all.add(mail.part("text/plain").replace("\r\n", "\n"));
    }
    return String.join("\n", all);
  }

  @Override
  protected Optional<Notifier> openUnreachable(PluginContext context) {
    TestMailServer gone = TestMailServer.plain();
    int port = gone.port();
    gone.close();
    return Optional.of(SmtpFixture.tls(stateDirectory, port).open(context));
  }
}
