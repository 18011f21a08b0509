// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import dev.halfturn.token.AccessTokens;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** What a cache keeps in memory for each seller, measured by letting go of it. */
final class MemoryOfTokens {

  private static final double MOST_OF_TEXTS = 1.3;
  private static final int COLLECTIONS = 4;

  private final SampleTokens sample;
  private final int sellers;

  private MemoryOfTokens(SampleTokens sample, int sellers) {
    this.sample = sample;
    this.sellers = sellers;
  }

  static void run(SSLContext tls, int sellers, Report report) {
    try (SampleTokens sample = new SampleTokens(tls, sellers, Duration.ZERO)) {
      MemoryOfTokens memory = new MemoryOfTokens(sample, sellers);
      memory.perSeller(memory::texts); // what grows with the first use belongs to nobody
      double texts = memory.perSeller(memory::texts);
      double google = memory.perSeller(memory::google);
      double ours = memory.perSeller(memory::ours);
      String what = sellers + " sellers, their tokens at hand: memory of each";
      report.ratio(what, "access and refresh token as texts", texts, ours, "B", MOST_OF_TEXTS);
      report.peer(what + ", google-auth-library", "ours", ours, google, "B");
    }
  }

  private Object texts() {
    List<String> texts = new ArrayList<>(2 * sellers);
    for (int i = 0; i < sellers; i++) {
      texts.add(sample.exchange(i).reveal());
      texts.add(sample.refreshToken(i));
    }
    return texts;
  }

  private Object google() {
    List<GoogleTokens> cache = new ArrayList<>(sellers);
    List<String> refreshTokens = new ArrayList<>(sellers);
    for (int i = 0; i < sellers; i++) {
      GoogleTokens tokens = new GoogleTokens(sample, i);
      tokens.token();
      cache.add(tokens);
      refreshTokens.add(sample.refreshToken(i));
    }
    return List.of(cache, refreshTokens);
  }

  private Object ours() {
    AccessTokens cache = sample.anotherCache(usual -> usual);
    for (int i = 0; i < sellers; i++) {
      cache.forSeller(SampleTokens.APP, SampleTokens.seller(i)).get();
    }
    return cache;
  }

  private double perSeller(Supplier<Object> fill) {
    long with = liveWith(fill.get());
    return (double) (with - live()) / sellers;
  }

  private static long liveWith(Object cache) {
    try {
      return live();
    } finally {
      Reference.reachabilityFence(cache);
      if (cache instanceof AccessTokens ours) {
        ours.close();
      }
    }
  }

  private static long live() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
