// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.simulator;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Plays Amazon on this machine: the token endpoint, the call that serves as a probe, the rotation
 * of client secrets and the queue that the new ones come by, with a clock of its own and with
 * faults to order. Knows nothing of Halfturn, so that it can judge it.
 *
 * <p>It listens on the loopback address only. Everything in it is made up: its secrets open
 * nothing. Thread-safe. Close it when done.
 */
public final class AmazonSimulator implements AutoCloseable {

  /**
   * What every secret, token and authorization code it makes up holds, so that whoever rehearses
   * with it can search logs for any of them.
   */
  public static final String MARK = "c0ffee5ec2e7c0ffee5ec2e7";

  private final SimulatorClock clock;
  private final Amazon amazon;
  private final Faults faults = new Faults();
  private final RequestLog log = new RequestLog();
  private final SecretOracles oracles;
  private final HttpListener listener;

  private AmazonSimulator(Builder builder) {
    this.clock = builder.clock;
    this.amazon = new Amazon(clock, new Random(builder.seed));
    this.oracles = new SecretOracles(amazon, log);
    ControlPath control = new ControlPath(clock, amazon, faults, log, this::origin);
    SqsFace sqs = new SqsFace(amazon, () -> origin().toString());
    Router router = new Router(amazon, faults, log, control, sqs);
    this.listener = new HttpListener(builder.port, builder.tls, clock, router::answer);
    listener.start();
  }

  /** On a free port, over HTTP, on the system's clock. */
  public static AmazonSimulator start() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Settings of a simulator; {@link #build()} starts it. */
  public static final class Builder {
    private int port;
    private long seed = System.nanoTime();
    private Optional<SSLContext> tls = Optional.empty();
    private SimulatorClock clock = SimulatorClock.over(InstantSource.system());

    private Builder() {}

    /** The port to listen on; 0, the default, takes a free one. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** Speaks HTTPS with the context's certificate, which has to be one for 127.0.0.1. */
    public Builder https(SSLContext context) {
      tls = Optional.of(context);
      return this;
    }

    /**
     * Speaks HTTPS with the key and certificate in {@code keys}, which has to be one for 127.0.0.1.
     *
     * @throws IllegalArgumentException if the password does not open the key
     */
    public Builder https(KeyStore keys, char[] password) {
      try {
        KeyManagerFactory managers =
            KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return https(context);
      } catch (GeneralSecurityException e) {
        throw new IllegalArgumentException("the key store cannot be used for HTTPS", e);
      }
    }

    /** Simulated time stands still at {@code start} until it is advanced. */
    public Builder clock(Instant start) {
      clock = SimulatorClock.standingAt(start);
      return this;
    }

    /**
     * Simulated time goes with {@code source}; advancing comes on top. The default: the system's.
     */
    public Builder clock(InstantSource source) {
      clock = SimulatorClock.over(source);
      return this;
    }

    /** Makes secrets, tokens and the order of messages the same in each run. */
    public Builder seed(long number) {
      seed = number;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public AmazonSimulator build() {
      return new AmazonSimulator(this);
    }
  }

  /** Where everything is found, such as {@code http://127.0.0.1:49152}. */
  public URI origin() {
    return URI.create(listener.origin());
  }

  /** The whole address of the token endpoint. */
  public URI lwaEndpoint() {
    return URI.create(listener.origin() + AmazonFacts.TOKEN_PATH);
  }

  /** What stands before the path of SP-API operations; has a path itself, no slash at its end. */
  public URI spApi(Region region) {
    return URI.create(listener.origin() + "/" + region.lowerCase());
  }

  /** The simulated time. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Moves the simulated time forward.
   *
   * @throws IllegalArgumentException if negative
   */
  public void advance(Duration time) {
    clock.advance(time);
  }

  /**
   * Adds a private application with one secret issued now.
   *
   * @throws IllegalArgumentException if there already is one of this name
   */
  public SimulatedApp addApp(String name) {
    return addApp(NewApp.named(name));
  }

  /**
   * Adds an application.
   *
   * @throws IllegalArgumentException if there already is one of this name or client id
   */
  public SimulatedApp addApp(NewApp app) {
    return amazon.add(app);
  }

  public Optional<SimulatedApp> app(String name) {
    return amazon.app(name);
  }

  /** In the order they were added. */
  public List<SimulatedApp> apps() {
    return amazon.apps();
  }

  public Rules rules() {
    return amazon.rules();
  }

  /** Changes what Amazon's documentation leaves open. */
  public void rules(Rules rules) {
    amazon.rules(rules);
  }

  /** Where the notifications of all enrolled applications arrive. */
  public SimulatedQueue queue() {
    return amazon.queue();
  }

  /** Where messages go that were received too often. */
  public SimulatedQueue deadLetters() {
    return amazon.queue().deadLetters().orElseThrow();
  }

  /** The address of {@link #queue} for a client of SQS, which needs no credentials here. */
  public URI queueUrl() {
    return URI.create(listener.origin() + SqsFace.path(SqsFace.NAME));
  }

  /** The address of {@link #deadLetters} likewise. */
  public URI deadLetterUrl() {
    return URI.create(listener.origin() + SqsFace.path(SqsFace.DEAD_LETTERS));
  }

  public Faults faults() {
    return faults;
  }

  public RequestLog log() {
    return log;
  }

  /** The judges of whoever keeps the secrets, who ask once they know who that is. */
  public SecretOracles oracles() {
    return oracles;
  }

  /**
   * Ends all connections and stops listening; what was held or delayed is let go.
   *
   * @throws AssertionError if the {@linkplain #oracles oracles} found something wrong that they
   *     have not said before
   */
  @Override
  public void close() {
    listener.close();
    oracles.verify();
  }
}
