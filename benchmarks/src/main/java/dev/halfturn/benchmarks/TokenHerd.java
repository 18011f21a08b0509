// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.halfturn.token.AccessToken;
import dev.halfturn.token.TokenSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Many threads on one token, missing or about to end. */
final class TokenHerd {

  private TokenHerd() {}

  /** All threads ask for the same missing token at once. */
  static void oneToken(SSLContext tls, int threads, Duration latency, int rounds, Report report)
      throws InterruptedException, ExecutionException {
    Pair besideLimit = new Pair(rounds);
    Pair besideGoogle = new Pair(rounds);
    long exchanges = 0;
    for (int i = -1; i < rounds; i++) {
      long limit;
      try (SampleTokens sample = new SampleTokens(tls, 1, latency)) {
        // the least: one exchange, and all others wait for it
        FutureTask<AccessToken> flight = new FutureTask<>(() -> sample.exchange(0));
        limit =
            Threads.run(
                threads,
                () -> {
                  flight.run();
                  return flight.get();
                });
      }
      long google;
      try (SampleTokens sample = new SampleTokens(tls, 1, latency)) {
        google = Threads.run(threads, new GoogleTokens(sample, 0)::token);
      }
      try (SampleTokens sample = new SampleTokens(tls, 1, latency)) {
        TokenSource source = sample.source(0);
        long ours = Threads.run(threads, source::get);
        exchanges = Math.max(exchanges, sample.exchanges());
        if (i >= 0) {
          besideLimit.add(limit, ours);
          besideGoogle.add(google, ours);
        }
      }
    }
    String what =
        threads + " threads, one missing token, " + latency.toMillis() + " ms an exchange: ";
    report.most(what + "exchanges", (double) exchanges, "", 1);
    ratio(report, what + "last one served", "one future around the exchange", besideLimit, 1.10);
    ratio(report, what + "last one served", "google-auth-library", besideGoogle, 1.0);
  }

  private static void ratio(Report report, String what, String beside, Pair times, double most) {
    report.ratio(what, beside, times.theirMillis(), times.ourMillis(), "ms", most);
  }

  /** The same with libraries for other credentials, whose services answer without a network. */
  static void otherCredentials(int threads, Duration latency, int rounds, Report report)
      throws InterruptedException, ExecutionException {
    Herd secretsManager = new Herd("aws-secretsmanager-caching", rounds);
    Herd azure = new Herd("azure-identity", rounds);
    for (int i = 0; i < rounds; i++) {
      OneSecret secret = new OneSecret("Atza|", latency);
      try (SecretCache cache = new SecretCache(secret)) {
        secretsManager.add(
            Threads.run(threads, () -> cache.getSecretString("shop")), secret.calls());
      }
      AtomicInteger calls = new AtomicInteger();
      TokenCredential credential = OneAzureToken.credential(latency, calls);
      TokenRequestContext scope = OneAzureToken.scope();
      azure.add(Threads.run(threads, () -> credential.getTokenSync(scope)), calls);
    }
    secretsManager.report(threads, latency, report);
    azure.report(threads, latency, report);
  }

  /** What became of one library's threads. */
  private static final class Herd {
    private final String library;
    private final Pair times;
    private int mostCalls;

    Herd(String library, int rounds) {
      this.library = library;
      this.times = new Pair(rounds);
    }

    void add(long nanos, AtomicInteger calls) {
      times.add(nanos, nanos);
      mostCalls = Math.max(mostCalls, calls.get());
    }

    void report(int threads, Duration latency, Report report) {
      String what = library + ": " + threads + " threads, " + latency.toMillis() + " ms a call: ";
      report.peer(what + "calls", "one", 1, mostCalls, "");
      report.peer(
          what + "last one served", "a call", (double) latency.toMillis(), times.ourMillis(), "ms");
    }
  }

  /** All threads ask for a token that is valid and should be renewed, which takes a while. */
  static void oneTokenAboutToEnd(SSLContext tls, int threads, Duration life, Report report)
      throws InterruptedException, ExecutionException {
    Duration latency = life.dividedBy(4);
    try (SampleTokens sample = new SampleTokens(tls, 1, latency, life, cache -> cache)) {
      TokenSource source = sample.source(0);
      source.get();
      // in the second half of its life it is renewed, and the last tenth is not used
      Thread.sleep(life.dividedBy(2).plus(life.dividedBy(20)).minus(latency).toMillis());
      AtomicInteger waited = new AtomicInteger();
      Threads.run(
          threads,
          () -> {
            long asked = System.nanoTime();
            AccessToken token = source.get();
            if (System.nanoTime() - asked > latency.toNanos() / 2) {
              waited.incrementAndGet();
            }
            return token;
          });
      report.most(
          threads + " threads, one token in the margin in which it is renewed: who wait",
          waited.get(),
          "",
          0);
    }
  }
}
