// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A vault of Azure Key Vault in this process, on a port of this machine: its secrets, as
 * documented, over HTTPS. Where the documentation and the service are silent nothing is promised.
 * Thread-safe.
 *
 * <p>A client must trust {@link TestCertificate} and, because {@code localhost} is not the name of
 * a vault, must not compare the challenge's resource with the host.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses">requests
 *     and responses</a>
 */
public final class FakeVault implements AutoCloseable {

  /** What a token must be for, in the public cloud. */
  public static final String RESOURCE = "https://vault.azure.net";

  private static final String TENANT = "11111111-1111-1111-1111-111111111111";
  private static final String BEARER = "Bearer ";

  private final HttpsServer server;
  private final ExecutorService threads = Daemons.threads("vault");
  private final CountDownLatch closing = new CountDownLatch(1);
  private final TestTokens tokens = new TestTokens();
  private final IdentityEndpoint identity = new IdentityEndpoint(tokens::give);
  private final VaultSecrets secrets;
  private final VaultApi api;
  private final String resource;
  private final List<VaultRequest> requests = new ArrayList<>();
  private final AtomicInteger challenges = new AtomicInteger();
  private Set<VaultRight> rights = EnumSet.allOf(VaultRight.class);
  private volatile Function<VaultRequest, Optional<VaultFault>> faults = none -> Optional.empty();

  /**
   * @param clock whose whole seconds versions bear
   */
  public FakeVault(InstantSource clock) {
    this(clock, RESOURCE);
  }

  /**
   * @param clock whose whole seconds versions bear
   * @param resource what a token must be for; differs in sovereign clouds
   */
  public FakeVault(InstantSource clock, String resource) {
    this.secrets = new VaultSecrets(clock);
    this.api = new VaultApi(secrets);
    this.resource = resource;
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException("no port for a server", e);
    }
    server.setHttpsConfigurator(new HttpsConfigurator(TestCertificate.ofThisProcess().context()));
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  /** Where it is, by its name. */
  public URI endpoint() {
    return URI.create("https://localhost:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What is in it. */
  public VaultSecrets secrets() {
    return secrets;
  }

  /** A token that opens it. */
  public String token() {
    return tokens.give(resource);
  }

  /**
   * What a process of this machine must find in its environment to have a managed identity that
   * opens it.
   */
  public Map<String, String> identityEnvironment() {
    return identity.environment();
  }

  /** For which resources tokens of the managed identity were asked for. */
  public List<String> identityRequests() {
    return identity.resources();
  }

  /** From now on callers have these rights and no others; at first they have all. */
  public synchronized void allows(Set<VaultRight> allowed) {
    rights = Set.copyOf(allowed);
  }

  /** From now on callers have all rights but this. */
  public void denies(VaultRight right) {
    allows(EnumSet.complementOf(EnumSet.of(right)));
  }

  /**
   * What goes wrong from now on. The function is asked once for each request that bears a token,
   * before anything is done; it may do something of its own meanwhile.
   */
  public void faults(Function<VaultRequest, Optional<VaultFault>> which) {
    faults = which;
  }

  /** The next request of this kind goes wrong, and no other. */
  public void once(VaultOperation operation, VaultFault fault) {
    AtomicBoolean done = new AtomicBoolean();
    faults(
        request ->
            request.is(operation) && done.compareAndSet(false, true)
                ? Optional.of(fault)
                : Optional.empty());
  }

  /** All requests of this kind go wrong. */
  public void always(VaultOperation operation, VaultFault fault) {
    faults(request -> request.is(operation) ? Optional.of(fault) : Optional.empty());
  }

  /** All goes well again. */
  public void noFaults() {
    faults(none -> Optional.empty());
  }

  /** All requests so far that bore a token, refused ones too. */
  public synchronized List<VaultRequest> requests() {
    return List.copyOf(requests);
  }

  /** What was asked for so far; what is not played is left out. */
  public List<VaultOperation> operations() {
    return requests().stream().flatMap(request -> request.operation().stream()).toList();
  }

  /** Forgets the requests, not what is in it. */
  public synchronized void forgetRequests() {
    requests.clear();
  }

  /** How many requests bore no token that is good here. */
  public int challenges() {
    return challenges.get();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      if (!isKnown(exchange.getRequestHeaders().getFirst("Authorization"))) {
        challenges.incrementAndGet();
        send(exchange, challenge(), Optional.empty());
        return;
      }
      VaultRequest request =
          VaultRequest.of(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Host"),
              body);
      synchronized (this) {
        requests.add(request);
      }
      Optional<VaultFault> fault = faults.apply(request);
      switch (fault.map(VaultFault::kind).orElse(VaultFault.Kind.LATE)) {
        case REQUEST_LOST -> {}
        case SILENCE -> waitFor(Duration.ofHours(1));
        case ANSWER_LOST -> answer(request);
        case REFUSED -> send(exchange, fault.orElseThrow().reply().orElseThrow(), Optional.empty());
        case LATE, ANSWER_CUT -> {
          VaultReply reply = answer(request);
          fault.map(VaultFault::delay).ifPresent(this::waitFor);
          send(exchange, reply, fault);
        }
      }
    }
  }

  private boolean isKnown(String authorization) {
    return authorization != null
        && authorization.startsWith(BEARER)
        && tokens.isGood(authorization.substring(BEARER.length()), resource);
  }

  /** Who shows no token is told where to get one. */
  private VaultReply challenge() {
    return VaultErrors.error(401, "Unauthorized", "AKV10000: Request is missing a Bearer token.")
        .with(
            "WWW-Authenticate",
            "Bearer authorization=\"https://login.microsoftonline.com/%s\", resource=\"%s\""
                .formatted(TENANT, resource));
  }

  private VaultReply answer(VaultRequest request) {
    try {
      VaultOperation operation =
          request
              .operation()
              .orElseThrow(
                  () ->
                      new VaultRefusal(
                          VaultErrors.error(404, "NotFound", "Nothing of this kind is played.")));
      synchronized (this) {
        if (!rights.contains(operation.right())) {
          return VaultErrors.notAllowed(operation.right());
        }
      }
      return api.answer(request, operation);
    } catch (VaultRefusal e) {
      return e.reply();
    } catch (RuntimeException e) {
      return VaultErrors.error(500, "InternalServerError", String.valueOf(e));
    }
  }

  private void waitFor(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, VaultReply reply, Optional<VaultFault> fault)
      throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    boolean cut =
        fault.map(VaultFault::kind).filter(VaultFault.Kind.ANSWER_CUT::equals).isPresent();
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, cut ? body.length / 2 : body.length);
    out.flush();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.shutdownNow();
    identity.close();
  }
}
