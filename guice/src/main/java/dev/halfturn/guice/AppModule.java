// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.Key;
import com.google.inject.PrivateModule;
import com.google.inject.Provider;
import dev.halfturn.http.SpApiHttpClient;
import dev.halfturn.secrets.CredentialNames;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.TokenSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;

/**
 * One application and its sellers, of the account that a {@link HalfturnModule} binds. Exposes
 * {@code @App("erp") AppTokens} and, for each seller, {@code @Seller("erp/acme-us") TokenSource}
 * and {@code @Seller("erp/acme-us") SpApiHttpClient}; everything else in it is private.
 *
 * <p>They are named here, since the keys of an injector are fixed when it is created, and listing a
 * store is no work for that moment. Whether the store has them shows when a token is asked for.
 * Sellers that are known at run time only are reached by {@link AppTokens#forSeller}.
 *
 * <p>Subclasses bind in {@link #configureApp} what there is once for each application. In there
 * {@link AppTokens} without annotation are those of this application:
 *
 * <pre>{@code
 * final class OrdersModule extends AppModule {
 *   OrdersModule(String app) {
 *     super(app, "acme-us");
 *   }
 *
 *   @Override
 *   protected void configureApp() {
 *     bind(OrderSync.class);
 *     expose(OrderSync.class);
 *   }
 * }
 * }</pre>
 *
 * <p>Two of exactly this class with the same names are equal; of a subclass, each is itself.
 */
public class AppModule extends PrivateModule {

  private final App app;
  private final List<String> sellers;

  /** An application of the only account. */
  public AppModule(String app, String... sellers) {
    this(Qualifiers.app(app), sellers);
  }

  /** An application of any account: {@code Qualifiers.app("eu", "erp")}. */
  public AppModule(App app, String... sellers) {
    this.app = Objects.requireNonNull(app);
    this.sellers = List.copyOf(new LinkedHashSet<>(List.of(sellers)));
  }

  @Override
  protected final void configure() {
    if (!areLegal()) {
      return;
    }
    String name = app.value();
    Provider<AccessTokens> tokens =
        getProvider(Qualifiers.ofAccount(app.account(), Key.get(AccessTokens.class)));
    Provider<SellerClients> clients =
        getProvider(Qualifiers.ofAccount(app.account(), Key.get(SellerClients.class)));
    bind(AppTokens.class).toProvider(() -> AppTokens.of(tokens.get(), name));
    Key<AppTokens> shown = Key.get(AppTokens.class, app);
    bind(shown).to(AppTokens.class);
    expose(shown);
    for (String seller : sellers) {
      Key<TokenSource> source = Key.get(TokenSource.class, annotation(seller));
      bind(source).toProvider(() -> tokens.get().forSeller(name, seller));
      expose(source);
      Key<SpApiHttpClient> client = Key.get(SpApiHttpClient.class, annotation(seller));
      bind(client).toProvider(() -> clients.get().forSeller(name, seller));
      expose(client);
    }
    configureApp();
  }

  /** Binds what there is once for each application, and exposes what others may have of it. */
  protected void configureApp() {}

  private Seller annotation(String seller) {
    return Qualifiers.seller(app.account(), app.value() + "/" + seller);
  }

  /** Names that cannot be ones are told all at once. */
  private boolean areLegal() {
    List<String> problems = new ArrayList<>();
    check(() -> CredentialNames.app(app.value()), problems);
    sellers.forEach(seller -> check(() -> CredentialNames.seller(seller), problems));
    problems.forEach(problem -> addError("%s", problem));
    return problems.isEmpty();
  }

  private static void check(Runnable name, List<String> problems) {
    try {
      name.run();
    } catch (HalfturnException e) {
      problems.add("halfturn: " + e.problem().message());
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (isPlain()
            && other instanceof AppModule module
            && module.isPlain()
            && app.equals(module.app)
            && sellers.equals(module.sellers));
  }

  private boolean isPlain() {
    return getClass() == AppModule.class;
  }

  @Override
  public int hashCode() {
    return isPlain() ? Objects.hash(app, sellers) : System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + app.value() + sellers + "]";
  }
}
