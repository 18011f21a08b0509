// SPDX-License-Identifier: Apache-2.0
package com.example.marketplaces;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import dev.halfturn.Halfturn;
import dev.halfturn.guice.AppModule;
import jakarta.inject.Singleton;
import java.net.URI;

/** What the service is made of. */
final class WebModule extends AbstractModule {

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    install(new AppModule("erp", "acme-us"));
    bind(Marketplaces.class);
    bind(WebServer.class).in(Singleton.class);
  }

  @Provides
  @SpApi
  URI spApi(Halfturn halfturn) {
    return halfturn
        .configuration()
        .endpoints()
        .spApi(halfturn.applications().region("erp", "acme-us"));
  }
}
