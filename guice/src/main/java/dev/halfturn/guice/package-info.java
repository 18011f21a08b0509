// SPDX-License-Identifier: Apache-2.0
/**
 * Halfturn in a Guice injector.
 *
 * <ul>
 *   <li>{@link dev.halfturn.guice.HalfturnModule} binds one Halfturn and its parts, {@link
 *       dev.halfturn.guice.AppModule} one application of it with its sellers.
 *   <li>{@link dev.halfturn.guice.HalfturnService} is for those who want the injector to
 *       contribute: plug-ins, notifiers, the clock; {@link dev.halfturn.guice.ExtensionsModule}
 *       says where.
 *   <li>{@link dev.halfturn.guice.App}, {@link dev.halfturn.guice.Seller} and {@link
 *       dev.halfturn.guice.Account} tell keys apart; {@link dev.halfturn.guice.Qualifiers} makes
 *       them for modules.
 * </ul>
 *
 * <p>No module does work when it is made or configured, nothing is injected into static members,
 * and everything is bound explicitly: all of it works under each of Guice's restrictions.
 *
 * <pre>{@code
 * import com.google.inject.Guice;
 * import com.google.inject.Injector;
 * Injector injector =
 *     Guice.createInjector(new HalfturnModule(halfturn), new AppModule("erp", "acme-us"));
 * AccessTokens tokens = injector.getInstance(AccessTokens.class);
 * }</pre>
 */
package dev.halfturn.guice;
