// SPDX-License-Identifier: Apache-2.0
/**
 * The contract between Halfturn and its plug-ins.
 *
 * <p>A plug-in implements one interface ({@link dev.halfturn.spi.SecretStore}, {@link
 * dev.halfturn.spi.Notifier} or {@link dev.halfturn.spi.ExpiryScheduler}), one {@link
 * dev.halfturn.spi.PluginFactory factory} that opens it, and registers the factory for {@link
 * java.util.ServiceLoader}. Halfturn finds factories by listing them and chooses one by the name in
 * its configuration; being on the class path never makes a plug-in the store of someone's keys.
 *
 * <p>The words <em>must</em> and <em>may</em> in the comments are meant literally; the conformance
 * classes of {@code halfturn-testkit} check them. Every failure is a {@link
 * dev.halfturn.spi.HalfturnException}; callers act on its {@linkplain
 * dev.halfturn.spi.HalfturnException#code() code}. No parameter, component or result is ever {@code
 * null}; what may be absent is an {@link java.util.Optional}.
 *
 * <pre>{@code
 * public final class PostcardFactory implements NotifierFactory {
 *   private static final ConfigOption<String> TO = ConfigOption.string("to", "address").require();
 *
 *   @Override
 *   public String name() {
 *     return "postcard";
 *   }
 *
 *   @Override
 *   public List<ConfigOption<?>> options() {
 *     return List.of(TO);
 *   }
 *
 *   @Override
 *   public Notifier open(PluginConfig config, PluginContext context) {
 *     return new Notifier() {
 *       @Override
 *       public Receipt send(Notice notice) {
 *         System.out.println(config.get(TO) + ": " + notice.subject());
 *         return new Receipt("", context.clock().instant());
 *       }
 *
 *       @Override
 *       public void close() {}
 *     };
 *   }
 * }
 * }</pre>
 */
package dev.halfturn.spi;
