// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.halfturn.endpoint.Endpoints;
import dev.halfturn.plugin.PluginRegistry;
import dev.halfturn.spi.ExpirySchedulerFactory;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.SecretIssuerFactory;
import dev.halfturn.spi.SecretStoreFactory;
import java.net.http.HttpClient;
import java.time.InstantSource;

/**
 * What an injector may contribute to a Halfturn that a {@link HalfturnService} opens. {@link
 * HalfturnModule} installs it then; other modules call the methods, or contribute by Guice's own
 * annotations:
 *
 * <pre>{@code
 * @ProvidesIntoSet
 * Notifier pager(PagerClient client) {
 *   return NamedNotifier.of("pager", new PagerNotifier(client));
 * }
 * }</pre>
 *
 * <p>All accounts of an injector share what is contributed. What is contributed belongs to whoever
 * bound it: Halfturn does not close it.
 *
 * <p>These are public bindings. The same set in a {@code PrivateModule} is another one, which
 * nobody asks.
 */
public final class ExtensionsModule extends AbstractModule {

  /** Makes a module that declares all extension points, so that each may stay empty. */
  public ExtensionsModule() {}

  /**
   * Who is told besides the notifiers of the settings. Each needs a name that stays: by it, it is
   * remembered who has been told of what. See {@link NamedNotifier}.
   */
  public static Multibinder<Notifier> notifiers(Binder binder) {
    return Multibinder.newSetBinder(binder, Notifier.class);
  }

  /** Stores that the settings may choose, by {@linkplain SecretStoreFactory#name() name}. */
  public static MapBinder<String, SecretStoreFactory> stores(Binder binder) {
    return MapBinder.newMapBinder(binder, String.class, SecretStoreFactory.class);
  }

  /** Kinds of notifiers that the settings may choose, by name. */
  public static MapBinder<String, NotifierFactory> notifierPlugins(Binder binder) {
    return MapBinder.newMapBinder(binder, String.class, NotifierFactory.class);
  }

  /** Schedulers that the settings may choose, by name. */
  public static MapBinder<String, ExpirySchedulerFactory> schedulers(Binder binder) {
    return MapBinder.newMapBinder(binder, String.class, ExpirySchedulerFactory.class);
  }

  /** Issuers that the settings may choose, by name. */
  public static MapBinder<String, SecretIssuerFactory> issuers(Binder binder) {
    return MapBinder.newMapBinder(binder, String.class, SecretIssuerFactory.class);
  }

  /** The clock for calendar time; the builder's, or the system's, unless bound. */
  public static OptionalBinder<InstantSource> clock(Binder binder) {
    return OptionalBinder.newOptionalBinder(binder, InstantSource.class);
  }

  /** Where Amazon is, and the way there; as the settings say, unless bound. */
  public static OptionalBinder<Endpoints> endpoints(Binder binder) {
    return OptionalBinder.newOptionalBinder(binder, Endpoints.class);
  }

  /**
   * The client that those of all sellers share, bound as {@code @ForSpApi HttpClient}; one with the
   * proxy and the trust store of the endpoints, unless bound. It must not follow redirects. It
   * counts for a Halfturn that was opened elsewhere, too.
   */
  public static OptionalBinder<HttpClient> httpClient(Binder binder) {
    return OptionalBinder.newOptionalBinder(binder, Key.get(HttpClient.class, ForSpApi.class));
  }

  /**
   * The plug-ins to choose from, besides those contributed one by one; the builder's, or those of
   * the class path, unless bound. See {@link NoScanningModule}.
   */
  public static OptionalBinder<PluginRegistry> plugins(Binder binder) {
    return OptionalBinder.newOptionalBinder(binder, PluginRegistry.class);
  }

  @Override
  protected void configure() {
    notifiers(binder());
    stores(binder());
    notifierPlugins(binder());
    schedulers(binder());
    issuers(binder());
    clock(binder());
    endpoints(binder());
    httpClient(binder());
    plugins(binder());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExtensionsModule;
  }

  @Override
  public int hashCode() {
    return ExtensionsModule.class.hashCode();
  }

  @Override
  public String toString() {
    return "ExtensionsModule";
  }
}
