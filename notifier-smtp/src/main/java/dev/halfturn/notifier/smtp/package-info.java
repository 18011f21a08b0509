// SPDX-License-Identifier: Apache-2.0
/**
 * A notifier that sends mail. What is configured is {@link dev.halfturn.notifier.smtp.SmtpOptions},
 * what a mail says {@link dev.halfturn.notifier.smtp.MailTexts}, how it is built {@link
 * dev.halfturn.notifier.smtp.NoticeMail}, how it gets away {@link
 * dev.halfturn.notifier.smtp.MailServer}, and what a failure means {@link
 * dev.halfturn.notifier.smtp.SmtpFailures}.
 */
package dev.halfturn.notifier.smtp;
