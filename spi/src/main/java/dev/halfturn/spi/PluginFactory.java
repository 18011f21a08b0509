// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spi;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes plug-ins of one kind. Implement {@link SecretStoreFactory}, {@link NotifierFactory}, {@link
 * ExpirySchedulerFactory} or {@link SecretIssuerFactory} with a public no-argument constructor that
 * does nothing, and register the class for {@link java.util.ServiceLoader} under that interface.
 *
 * @param <T> what it makes
 */
public sealed interface PluginFactory<T extends AutoCloseable>
    permits SecretStoreFactory, NotifierFactory, ExpirySchedulerFactory, SecretIssuerFactory {

  /** What {@link #name()} must match. */
  Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /**
   * How the configuration calls this plug-in: the service, not the vendor, such as {@code aws-ssm}.
   * Constant, matches {@link #NAME}, at most 40 characters, unique among plug-ins of its kind.
   */
  String name();

  /** Everything that may be configured; constant. Keys not listed here are refused as unknown. */
  List<ConfigOption<?>> options();

  /**
   * Opens one instance. Checks what can be checked without the network; slow or remote work waits
   * until it is needed.
   *
   * @param config the options' values, already parsed and complete
   * @param context clock, randomness and the instance's name
   * @throws HalfturnException if it cannot be opened; nothing is left behind
   */
  T open(PluginConfig config, PluginContext context);
}
