// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import com.amazonaws.secretsmanager.caching.SecretCache;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import software.amazon.awssdk.utils.cache.CachedSupplier;
import software.amazon.awssdk.utils.cache.RefreshResult;

/** What other libraries ask for a credential that they hold, fresh as {@link CachedTokenRead}'s. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class CachedTokenPeers {

  private static final Duration LIFE = Duration.ofHours(1);

  private GoogleTokens google;
  private CachedSupplier<String> aws;
  private SecretCache secretsManager;
  private TokenCredential azure;
  private TokenRequestContext azureScope;

  @Setup
  public void fill() {
    Instant end = Instant.now().plus(LIFE);
    google = GoogleTokens.held("Atza|", end);
    aws =
        CachedSupplier.builder(
                () -> RefreshResult.builder("Atza|").staleTime(end).prefetchTime(end).build())
            .build();
    secretsManager = new SecretCache(new OneSecret("Atza|", Duration.ZERO));
    azure = OneAzureToken.credential(Duration.ZERO, new AtomicInteger());
    azureScope = OneAzureToken.scope();
  }

  @TearDown
  public void close() {
    aws.close();
    secretsManager.close();
  }

  @Benchmark
  public String googleAuth() {
    return google.token();
  }

  @Benchmark
  public String awsCachedSupplier() {
    return aws.get();
  }

  @Benchmark
  public String awsSecretsManagerCaching() {
    return secretsManager.getSecretString("shop");
  }

  @Benchmark
  public String azureIdentity() {
    return azure.getTokenSync(azureScope).getToken();
  }
}
