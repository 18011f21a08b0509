// SPDX-License-Identifier: Apache-2.0
/**
 * Halfturn in a Spring Boot application: settings from its properties, beans for its code, health
 * and figures for who operates it.
 *
 * <pre>{@code
 * import org.springframework.context.event.EventListener;
 *
 * final class Orders {
 *   private final TokenSource tokens;
 *
 *   Orders(AccessTokens tokens) { // a bean
 *     this.tokens = tokens.forSeller("erp", "acme-us");
 *   }
 *
 *   @EventListener
 *   void on(SecretRotatedEvent event) {
 *     System.out.println(event.app() + " has the secret " + event.fingerprint());
 *   }
 * }
 * }</pre>
 */
package dev.halfturn.spring;
