// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.token;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Access tokens of many applications and sellers, each exchanged once and kept until shortly before
 * its end. Thread-safe.
 *
 * <ul>
 *   <li>A token is refreshed in the background, by whoever asks for it in its last five minutes
 *       (half its life if that is shorter); the old one serves meanwhile. Sellers nobody asks for
 *       cost nothing.
 *   <li>Threads that ask for one missing token share one exchange, and its failure.
 *   <li>A failure is remembered for a second, twice as long each time it is repeated, at most five
 *       minutes (half a minute if it is Amazon's); {@link #forget} clears it. When Amazon fails for
 *       everybody, all exchanges pause. Tokens that are still valid go on serving.
 *   <li>A refused client secret is looked for again: in the store as it is now, in the inbox, and
 *       the previous one, with at most three exchanges; see {@link CredentialEvent.FallbackInUse}.
 *       A refused refresh token never touches the client secret.
 *   <li>While the store cannot be read, what was read last serves for up to a day.
 *   <li>At most as many sellers are kept as {@link Builder#maxEntries} says; those that were
 *       exchanged longest ago make room.
 * </ul>
 *
 * <p>Lives are measured by {@link System#nanoTime}, which nobody sets; but it may stand still while
 * the machine is suspended. Every half minute it is compared with the calendar, and tokens age by
 * the difference: after waking up, a dead token may be handed out for that half minute. Whoever
 * reports it by {@link TokenSource#invalidate} gets another at once.
 */
public final class AccessTokens implements AutoCloseable {

  private final Map<String, AppTokens> apps = new ConcurrentHashMap<>();
  private final Surroundings surroundings;
  private final Background background;
  private final Population population;
  private final SuspensionWatch suspensions;
  private final Shortcut shortcut = new Shortcut();
  private final Optional<CoarseClock> coarse;
  private final Optional<RestrictedDataExchange> restrictedData;

  private AccessTokens(Builder builder) {
    this.coarse = builder.coarse ? Optional.of(new CoarseClock()) : Optional.empty();
    this.surroundings = builder.surroundings(coarse);
    this.restrictedData = builder.restrictedData;
    this.population = new Population(builder.maxEntries, this::allTokens);
    this.suspensions = new SuspensionWatch(surroundings, this::allTokens);
    this.background = new Background(suspensions, builder.executor);
  }

  /**
   * Starts with defaults.
   *
   * @param exchange how to get tokens
   * @param reader where credentials are
   */
  public static Builder builder(TokenExchange exchange, CredentialReader reader) {
    return new Builder(exchange::exchange, reader);
  }

  static Builder builder(Exchanger exchange, CredentialReader reader) {
    return new Builder(exchange, reader);
  }

  /** Tokens for calls on behalf of a seller; asks neither store nor Amazon. */
  public TokenSource forSeller(String app, String seller) {
    SellerToken known = shortcut.find(app, seller);
    return known != null ? known : shortcut.show(app(app).seller(seller), population.count());
  }

  /**
   * Tokens for grantless calls; asks neither store nor Amazon.
   *
   * @param scopes in any order; see {@link Scopes}
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if there is none, or one that
   *     cannot be sent
   */
  public TokenSource forScopes(String app, Set<String> scopes) {
    return app(app).scopes(Grant.ClientCredentials.of(scopes));
  }

  /**
   * Tokens for calls that show personal data of a seller's buyers; asks neither store nor Amazon.
   * They are cached like others, each for its data, and bought with the seller's normal token,
   * which is cached as well. Amazon gives about one a second: ask for what belongs together at
   * once, and for all orders by a path with {@code {orderId}} rather than for one each time.
   *
   * @throws HalfturnException {@link ErrorCode#UNSUPPORTED} if this was built without {@link
   *     Builder#restrictedData}
   */
  public TokenSource forRestrictedData(String app, String seller, RestrictedData data) {
    return app(app).restricted(seller, data, restrictedData.orElseThrow(AccessTokens::noExchange));
  }

  private static HalfturnException noExchange() {
    return new HalfturnException(
        Problem.of(
            ErrorCode.UNSUPPORTED, "nothing was said about where to buy restricted data tokens"));
  }

  /**
   * Forgets all tokens, failures and the client secret of an application: to be called when its
   * client secret has changed, unless {@link #rereadSecret} does. Sources handed out before go on
   * working, with new tokens.
   */
  public void forget(String app) {
    AppTokens tokens = apps.get(app);
    if (tokens != null) {
      tokens.forget();
    }
  }

  /**
   * Has the next exchange read the client secret of an application again, and keeps the tokens: to
   * be called when another one has taken its place, while the one before works on for longer than
   * any token made with it. Where Amazon has refused that one already, as far as is known here,
   * this is {@link #forget(String)}.
   */
  public void rereadSecret(String app) {
    AppTokens tokens = apps.get(app);
    if (tokens != null) {
      tokens.rereadSecret();
    }
  }

  /** Forgets the tokens and failures of one seller: to be called when its refresh token changed. */
  public void forget(String app, String seller) {
    AppTokens tokens = apps.get(app);
    if (tokens != null) {
      tokens.forget(seller);
    }
  }

  /**
   * Forgets everything; sources then fail with {@link ErrorCode#FAILED_PRECONDITION}. Waits for
   * exchanges under way, at most half a minute, so that a refresh token that came back is stored.
   */
  @Override
  public void close() {
    background.close();
    allTokens().forEach(CachedToken::saveIrreplaceable);
    apps.values().forEach(AppTokens::forget);
    coarse.ifPresent(CoarseClock::close);
  }

  /** How many sellers, sets of scopes and restricted data are kept. */
  int size() {
    return population.count();
  }

  /** Does now what is done every half minute. */
  void lookForSuspension() {
    suspensions.look();
  }

  private AppTokens app(String name) {
    AppTokens known = apps.get(name);
    return known != null
        ? known
        : apps.computeIfAbsent(
            name, absent -> new AppTokens(absent, surroundings, background, population, shortcut));
  }

  private Stream<CachedToken> allTokens() {
    return apps.values().stream().flatMap(AppTokens::all);
  }

  /** What {@link AccessTokens} may be told; not thread-safe. */
  public static final class Builder {

    private final Exchanger exchange;
    private final CredentialReader reader;
    private InstantSource clock = InstantSource.system();
    private LongSupplier nanos = System::nanoTime;
    private RandomGenerator random = new SecureRandom();
    private int maxEntries = 100_000;
    private Consumer<CredentialEvent> listener = event -> {};
    private SecretUseListener uses = SecretUseListener.NONE;
    private Consumer<String> changes = app -> {};
    private Optional<Path> keptIn = Optional.empty();
    private boolean coarse;
    private Optional<RestrictedDataExchange> restrictedData = Optional.empty();
    private Executor executor;

    private Builder(Exchanger exchange, CredentialReader reader) {
      this.exchange = Objects.requireNonNull(exchange);
      this.reader = Objects.requireNonNull(reader);
    }

    /** Calendar time, which must be the exchange's; the system's unless said. */
    public Builder clock(InstantSource source) {
      this.clock = source;
      return this;
    }

    /** For jitter; must be safe for use by several threads. */
    public Builder random(RandomGenerator generator) {
      this.random = generator;
      return this;
    }

    /**
     * How many sellers, sets of scopes and restricted data to keep, at least 1; 100,000 unless
     * said. Of restricted data, which is often asked for once, those whose token has ended leave
     * before, when there are more than 1,000 of an application and as many ended as not.
     */
    public Builder maxEntries(int count) {
      if (count < 1) {
        throw new HalfturnException(
            Problem.of(ErrorCode.INVALID_ARGUMENT, "a cache keeps at least one entry"));
      }
      this.maxEntries = count;
      return this;
    }

    /**
     * Who is told of {@linkplain CredentialEvent events}, besides the log; called by the thread
     * that noticed, possibly holding a lock: it must not block and not ask for tokens.
     */
    public Builder listener(Consumer<CredentialEvent> consumer) {
      this.listener = consumer;
      return this;
    }

    /** Who is told with which secret each exchange was made. */
    public Builder uses(SecretUseListener heard) {
      this.uses = Objects.requireNonNull(heard);
      return this;
    }

    /**
     * Who is told of each application whose current client secret, when it is read once more for an
     * exchange, is another one than before, though nobody has said so by {@link #forget(String)}:
     * another process has changed it. Called as {@link #listener} is.
     */
    public Builder changes(Consumer<String> heard) {
      this.changes = Objects.requireNonNull(heard);
      return this;
    }

    /**
     * A directory in which tokens are kept for other processes, so that each need not exchange
     * anew; not kept unless said. They are sealed: to read one takes the application's client
     * secret and the refresh token or scopes it was exchanged for. A source asks there once, when
     * it has no token yet, and takes none that is about to end; {@link #forget} has it ask Amazon.
     * What cannot be read or written there is no failure.
     */
    public Builder keptIn(Path directory) {
      this.keptIn = Optional.of(directory);
      return this;
    }

    /**
     * Has a token at hand looked at by a clock that a thread of this cache's own sets every 20 ms,
     * until {@link AccessTokens#close}: asking for it takes a few nanoseconds then, and some 25 to
     * 30 otherwise. Worth it only for whoever asks millions of times a second. A token may be
     * handed out as much longer as that thread has to wait for its turn.
     */
    public Builder coarseClock() {
      this.coarse = true;
      return this;
    }

    /** Where restricted data tokens are bought; nowhere unless said. */
    public Builder restrictedData(RestrictedDataExchange calls) {
      this.restrictedData = Optional.of(calls);
      return this;
    }

    /** What {@code nanoTime} says, for tests. */
    Builder nanos(LongSupplier source) {
      this.nanos = source;
      return this;
    }

    /** Who refreshes ahead of expiry, for tests. */
    Builder executor(Executor background) {
      this.executor = background;
      return this;
    }

    private Surroundings surroundings(Optional<CoarseClock> given) {
      Exchanger careful = new Breaker(exchange, nanos, random);
      Optional<KeptTokens> kept = keptIn.map(directory -> new KeptTokens(directory, clock, random));
      return new Surroundings(
          kept.map(tokens -> tokens.keeping(careful)).orElse(careful),
          kept,
          reader,
          clock,
          nanos,
          given.<LongSupplier>map(ticking -> ticking).orElse(nanos),
          random,
          listener,
          uses,
          changes);
    }

    /**
     * Reads nothing, and starts no thread but {@link #coarseClock}'s, until a token is asked for.
     */
    public AccessTokens build() {
      return new AccessTokens(this);
    }
  }
}
