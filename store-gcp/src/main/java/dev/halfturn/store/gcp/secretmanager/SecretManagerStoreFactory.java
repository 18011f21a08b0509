// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.DescribedStoreFactory;
import dev.halfturn.spi.ExaminedStoreFactory;
import dev.halfturn.spi.NamingStoreFactory;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.PolicyStoreFactory;
import dev.halfturn.spi.SecretName;
import dev.halfturn.spi.SecretStore;
import dev.halfturn.spi.StoreTraits;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import dev.halfturn.store.gcp.call.GcpOptions;
import dev.halfturn.store.gcp.doctor.SecretManagerExamination;
import dev.halfturn.store.gcp.policy.SecretManagerRights;
import dev.halfturn.store.gcp.policy.SecretManagerRights.App;
import dev.halfturn.store.gcp.policy.SecretManagerRights.Scope;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Opens stores of kind {@code gcp-secret-manager}: each entry a secret of Google Cloud's Secret
 * Manager. Opening calls nothing; credentials and project are looked up at the first call.
 *
 * <p>{@link #open} raises {@link dev.halfturn.spi.ErrorCode#INVALID_ARGUMENT}, naming the option,
 * for an alias that cannot be meant and for options that contradict one another.
 */
public final class SecretManagerStoreFactory
    implements DescribedStoreFactory, ExaminedStoreFactory, NamingStoreFactory, PolicyStoreFactory {

  /** What an application has, below its name. */
  private static final List<String> ENTRIES =
      List.of(
          "/lwa/clientidentifier",
          "/lwa/clientsecret",
          "/lwa/clientsecret/previous",
          "/lwa/clientsecret/inbox",
          "/lwa/clientsecret/rotation",
          "/refreshtoken");

  private final Pause pause;

  /** For Google Cloud. */
  public SecretManagerStoreFactory() {
    this(Pause.REAL);
  }

  SecretManagerStoreFactory(Pause pause) {
    this.pause = pause;
  }

  @Override
  public String name() {
    return "gcp-secret-manager";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return SecretManagerOptions.ALL;
  }

  @Override
  public SecretStore open(PluginConfig config, PluginContext context) {
    return new SecretManagerStore(config, context, pause);
  }

  @Override
  public StoreTraits traits() {
    return new StoreTraits(Optional.of("Pub/Sub"), Optional.of("Cloud Audit Logs"), false);
  }

  @Override
  public String rawName(PluginConfig config, SecretName name) {
    return SecretIds.of(config).id(name);
  }

  @Override
  public List<String> leastRights(PluginConfig config, SortedSet<String> apps) {
    SecretIds ids = SecretIds.of(config);
    return SecretManagerRights.lines(
        new Scope(
            config.find(GcpOptions.PROJECT),
            config.find(GcpOptions.LOCATION),
            apps.stream().map(app -> new App(app, ids.start(app), ids.others(app))).toList()));
  }

  @Override
  public List<Observed> examine(
      PluginConfig config, PluginContext context, SortedSet<String> apps) {
    GcpAccess access = new GcpAccess("store '" + context.instance() + "'", config);
    return new SecretManagerExamination(access, new GcpCall(access)).examine(secrets(config, apps));
  }

  private static SortedSet<String> secrets(PluginConfig config, SortedSet<String> apps) {
    SecretIds ids = SecretIds.of(config);
    SortedSet<String> secrets = new TreeSet<>();
    for (String app : apps) {
      ENTRIES.forEach(entry -> secrets.add(ids.id(new SecretName(app + entry))));
    }
    return secrets;
  }
}
