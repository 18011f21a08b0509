// SPDX-License-Identifier: Apache-2.0
/**
 * For tests of programs that embed Halfturn: months pass and client secrets are rotated, without
 * Amazon and without sleeping.
 *
 * <pre>{@code
 * class OrderSyncTest {
 *   @RegisterExtension
 *   final HalfturnExtension halfturn =
 *       HalfturnExtension.of(Rehearsal.withApp("erp").seller("acme-us"));
 *
 *   @Test
 *   void survivesARotation(Rehearsal rehearsal, @ForSeller(app = "erp", seller = "acme-us") TokenSource tokens) {
 *     rehearsal.advanceDays(150);
 *     rehearsal.rotate("erp");
 *     rehearsal.expireOldSecrets();
 *     assertThat(tokens.get().reveal()).startsWith("Atza|");
 *   }
 * }
 * }</pre>
 *
 * <p>{@link dev.halfturn.junit.Rehearsal} is all of it without JUnit; {@link
 * dev.halfturn.junit.HalfturnExtension} begins and ends one for JUnit Jupiter.
 */
package dev.halfturn.junit;
