// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.sun.net.httpserver.HttpHandler;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.okhttp.OkHttpServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Secret Manager in this process, on the published contract: one state, reached by JSON over HTTP
 * and by gRPC, both without encryption. Any project exists; nobody's credentials are looked at. On
 * the port of HTTP there is also {@code /token}, for service accounts. Thread-safe.
 *
 * <p>The JDK's HTTP server answers Google's client about 40 ms late unless the process runs with
 * {@code -Dsun.net.httpserver.nodelay=true}.
 */
public final class FakeSecretManager implements AutoCloseable {

  private final Secrets secrets;
  private final Calls calls = new Calls();
  private final Faults faults = new Faults();
  private final HttpFace http;
  private final Server grpc;

  /** With the clock of this machine. */
  public FakeSecretManager() {
    this(InstantSource.system());
  }

  /**
   * @param clock what the service takes for the time
   */
  public FakeSecretManager(InstantSource clock) {
    secrets = new Secrets(clock);
    SecretManager service = new SecretManager(secrets, calls, faults);
    http = new HttpFace(new JsonFace(service));
    try {
      grpc =
          OkHttpServerBuilder.forPort(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  InsecureServerCredentials.create())
              .addService(new GrpcFace(service))
              .build()
              .start();
    } catch (IOException e) {
      http.close();
      throw new IllegalStateException("no port for a server", e);
    }
  }

  /** Where it speaks JSON. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port());
  }

  /** The port of {@link #endpoint}. */
  public int port() {
    return http.port();
  }

  /** Where it speaks gRPC: {@code host:port}. */
  public String grpcTarget() {
    return "127.0.0.1:" + grpc.getPort();
  }

  /** Where a service account gets its token. */
  public URI tokenUri() {
    return endpoint().resolve(TokenEndpoint.PATH);
  }

  /** Plays something else on the port of {@link #endpoint}, below a path. */
  public FakeSecretManager with(String path, HttpHandler other) {
    http.play(path, other);
    return this;
  }

  /** What it remembers, to be looked at and changed past the calls. */
  public Secrets secrets() {
    return secrets;
  }

  /** All calls so far, refused ones too. */
  public List<GcpCall> calls() {
    return calls.all();
  }

  /** The calls of one method so far. */
  public List<GcpCall> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /** Forgets the calls, not the secrets. */
  public void forgetCalls() {
    calls.forget();
  }

  /** From now on refuses what the function says, before anything is done. */
  public void refuses(Function<GcpCall, Optional<GcpError>> which) {
    calls.refuses(which);
  }

  /** From now on refuses all calls of a method. */
  public void refuses(String method, GcpError error) {
    refuses(call -> call.method().equals(method) ? Optional.of(error) : Optional.empty());
  }

  /**
   * From now on lets something happen before a call is carried out: another's write, or a delay.
   */
  public void before(Consumer<GcpCall> event) {
    calls.before(event);
  }

  /** Damages the payloads of the next answers, whose checksums stay what they were. */
  public void damagesReads(int times) {
    faults.damageReads(times);
  }

  /** Damages the payloads of the next versions on their way. */
  public void damagesWrites(int times) {
    faults.damageWrites(times);
  }

  /** Whether checksums of versions are lost on their way. */
  public void losesChecksums(boolean lost) {
    faults.ignoreChecksums(lost);
  }

  /** Gives pages of so many items at most, however many are asked for. */
  public void longestPage(int most) {
    faults.longestPage(most);
  }

  /**
   * Which permissions whoever asks has; all, to begin with. A call without its permission is
   * refused.
   */
  public void permits(Predicate<String> permissions) {
    faults.permit((permission, resource) -> permissions.test(permission));
  }

  /**
   * Which permissions whoever asks has to what: permission, then full name of a secret, a version
   * or a project. Whether it exists is no matter: who has no right is not told.
   *
   * @see <a href="https://cloud.google.com/iam/docs/conditions-resource-attributes">attributes of
   *     resources</a>
   */
  public void permitsTo(BiPredicate<String, String> permissions) {
    faults.permit(permissions);
  }

  @Override
  public void close() {
    http.close();
    grpc.shutdownNow();
  }
}
