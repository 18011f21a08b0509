// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.halfturn.token.AccessTokens;
import dev.halfturn.token.TokenSource;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What each call of the user's pays for its token while that is fresh. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class CachedTokenRead {

  private static final int SELLERS = 1_000;
  private static final Duration LIFE = Duration.ofHours(1);

  private record Token(String text, long endNanos, long endMillis) {}

  private volatile Token bare;
  private ConcurrentHashMap<String, Token> map;
  private Cache<String, Token> caffeine;
  private SampleTokens sample;
  private TokenSource held;
  private AccessTokens coarse;
  private TokenSource heldCoarse;
  private String seller;
  private String key;

  @Setup
  public void fill() throws IOException, GeneralSecurityException, InterruptedException {
    bare =
        new Token(
            "Atza|",
            System.nanoTime() + LIFE.toNanos(),
            System.currentTimeMillis() + LIFE.toMillis());
    map = new ConcurrentHashMap<>();
    caffeine = Caffeine.newBuilder().expireAfterWrite(LIFE).maximumSize(10L * SELLERS).build();
    for (int i = 0; i < SELLERS; i++) {
      map.put(SampleTokens.APP + "/" + SampleTokens.seller(i), bare);
    }
    caffeine.putAll(map);
    sample = new SampleTokens(LocalTls.context(), 1, Duration.ZERO);
    held = sample.source(0);
    seller = SampleTokens.seller(0);
    key = SampleTokens.APP + "/" + seller;
    held.get();
    coarse = sample.anotherCache(AccessTokens.Builder::coarseClock);
    heldCoarse = coarse.forSeller(SampleTokens.APP, seller);
    heldCoarse.get();
  }

  @TearDown
  public void close() {
    coarse.close();
    sample.close();
  }

  /** The limit of a held handle. */
  @Benchmark
  public String volatileAndNanoTime() {
    Token token = bare;
    return token.endNanos() - System.nanoTime() > 0 ? token.text() : null;
  }

  @Benchmark
  public String heldHandle() {
    return held.get().reveal();
  }

  /** The limit without a look at the clock. */
  @Benchmark
  public String bareVolatile() {
    return bare.text();
  }

  @Benchmark
  public String heldHandleByACoarseClock() {
    return heldCoarse.get().reveal();
  }

  /** The limit of a look-up. */
  @Benchmark
  public String mapAndMillis() {
    Token token = map.get(key);
    return token.endMillis() > System.currentTimeMillis() ? token.text() : null;
  }

  /** The peer of a look-up. */
  @Benchmark
  public String caffeine() {
    return caffeine.getIfPresent(key).text();
  }

  @Benchmark
  public String byName() {
    return sample.tokens().forSeller(SampleTokens.APP, seller).get().reveal();
  }
}
