// SPDX-License-Identifier: Apache-2.0
/**
 * Who did what with the secrets, and when: a log that shows whether somebody changed it.
 *
 * <pre>{@code
 * AuditTrail trail = new AuditTrail(directory.resolve("audit.jsonl"));
 * trail.read(entry -> System.out.println(entry));
 * AuditVerdict verdict = trail.verify();
 * }</pre>
 */
package dev.halfturn.audit;
