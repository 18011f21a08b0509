// SPDX-License-Identifier: Apache-2.0
/** Tells people by mail, as a plug-in of Halfturn. */
module dev.halfturn.notifier.smtp {
  requires com.samskivert.jmustache;
  requires dev.halfturn.spi;
  requires jakarta.mail;
  requires org.eclipse.angus.mail;
  requires org.slf4j;

  provides dev.halfturn.spi.NotifierFactory with
      dev.halfturn.notifier.smtp.SmtpNotifierFactory;
}
