// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Stage;
import com.google.inject.TypeLiteral;
import dev.halfturn.Halfturn;
import dev.halfturn.rotation.AutomaticRotation;
import dev.halfturn.rotation.RotationTracker;
import dev.halfturn.rotation.Rotator;
import dev.halfturn.secrets.Applications;
import dev.halfturn.secrets.Secrets;
import dev.halfturn.token.AccessTokens;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Binds one {@link Halfturn} and its parts: {@link AccessTokens}, {@link RotationTracker}, {@link
 * Rotator}, {@link Secrets}, {@link Applications} and {@code Optional<AutomaticRotation>}. Where an
 * injector has several developer accounts, each gets a module and its keys an {@link Account}.
 *
 * <ul>
 *   <li>With a {@link Halfturn} that is open: whoever opens, closes, after the injector's last use.
 *       What is bound at the extension points is not looked at, but the HTTP client.
 *   <li>With a {@link HalfturnService}: it is opened when needed, with what the injector has at the
 *       extension points of {@link ExtensionsModule}. Whoever made the service, closes it.
 * </ul>
 *
 * <p>Applications and sellers are bound by {@link AppModule}. Two modules for one account and one
 * Halfturn are equal, so that installing it twice is no mistake.
 */
public final class HalfturnModule extends AbstractModule {

  private static final Key<Optional<HttpClient>> HTTP_CLIENT =
      Key.get(new TypeLiteral<Optional<HttpClient>>() {}, ForSpApi.class);

  private final String account;
  private final Optional<Halfturn> given;
  private final Optional<HalfturnService> service;

  private HalfturnModule(
      String account, Optional<Halfturn> given, Optional<HalfturnService> service) {
    this.account = account;
    this.given = given;
    this.service = service;
  }

  /** The only account of an injector, open. */
  public HalfturnModule(Halfturn halfturn) {
    this("", Optional.of(halfturn), Optional.empty());
  }

  /** One account of several, open; its keys bear the annotation. */
  public HalfturnModule(Account account, Halfturn halfturn) {
    this(account.value(), Optional.of(halfturn), Optional.empty());
  }

  /** The only account of an injector, to be opened. */
  public HalfturnModule(HalfturnService service) {
    this("", Optional.empty(), Optional.of(service));
  }

  /** One account of several, to be opened; its keys bear the annotation. */
  public HalfturnModule(Account account, HalfturnService service) {
    this(account.value(), Optional.empty(), Optional.of(service));
  }

  @Override
  protected void configure() {
    Key<Halfturn> halfturn = key(Key.get(Halfturn.class));
    given.ifPresent(open -> bind(halfturn).toInstance(open));
    service.ifPresent(
        toOpen -> {
          install(new ExtensionsModule());
          install(new ContributionsModule());
          bind(key(Key.get(HalfturnService.class))).toInstance(toOpen);
          bind(halfturn).toProvider(toOpen::provide);
          requestInjection(new Preparation(toOpen, binder().currentStage() == Stage.PRODUCTION));
        });
    ExtensionsModule.httpClient(binder());
    Provider<Halfturn> open = getProvider(halfturn);
    Provider<Optional<HttpClient>> client = getProvider(HTTP_CLIENT);
    bind(key(Key.get(SellerClients.class)))
        .toProvider(() -> new SellerClients(open, client.get()))
        .in(Singleton.class);
    part(Key.get(AccessTokens.class), Halfturn::tokens);
    part(Key.get(RotationTracker.class), Halfturn::tracker);
    part(Key.get(Rotator.class), Halfturn::rotator);
    part(Key.get(Secrets.class), Halfturn::secrets);
    part(Key.get(Applications.class), Halfturn::applications);
    part(Key.get(new TypeLiteral<Optional<AutomaticRotation>>() {}), Halfturn::automatic);
  }

  private <T> void part(Key<T> key, Function<Halfturn, T> part) {
    Provider<Halfturn> halfturn = getProvider(key(Key.get(Halfturn.class)));
    bind(key(key)).toProvider(() -> part.apply(halfturn.get()));
  }

  private <T> Key<T> key(Key<T> plain) {
    return Qualifiers.ofAccount(account, plain);
  }

  /**
   * Guice injects it when everything is bound and nothing is made yet, once: so what is wrong is
   * said once, and not by each singleton that needs Halfturn.
   */
  private static final class Preparation {

    private final HalfturnService service;
    private final boolean opens;

    Preparation(HalfturnService service, boolean opens) {
      this.service = service;
      this.opens = opens;
    }

    @Inject
    void prepare(Contributions contributions) {
      service.prepare(contributions);
      if (opens) {
        service.provide();
      }
    }
  }

  /** A module of its own, since several accounts need it once. */
  private static final class ContributionsModule extends AbstractModule {

    @Override
    protected void configure() {
      bind(Contributions.class);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ContributionsModule;
    }

    @Override
    public int hashCode() {
      return ContributionsModule.class.hashCode();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HalfturnModule module
        && account.equals(module.account)
        && given.equals(module.given)
        && service.equals(module.service);
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, given, service);
  }

  @Override
  public String toString() {
    return "HalfturnModule[" + account + "]";
  }
}
