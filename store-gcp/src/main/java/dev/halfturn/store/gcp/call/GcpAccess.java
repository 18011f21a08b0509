// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import com.google.api.client.http.HttpRequestFactory;
import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.Credentials;
import com.google.auth.http.HttpCredentialsAdapter;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * With which credentials and in which project one plug-in's instance works. Nothing is looked up
 * before it is asked for. Thread-safe.
 */
public final class GcpAccess {

  /** How {@link #endpoint} calls Secret Manager. */
  public static final String SECRET_MANAGER = "secretmanager";

  /** How {@link #endpoint} calls Pub/Sub. */
  public static final String PUBSUB = "pubsub";

  /** How {@link #endpoint} calls what knows the number of a project. */
  public static final String RESOURCE_MANAGER = "cloudresourcemanager";

  /** Of Google's HTTP client, which logs what it sends and gets: values of secrets, for example. */
  private static final Logger CONTENTS =
      Logger.getLogger("com.google.api.client.http.HttpTransport");

  static {
    CONTENTS.setLevel(Level.INFO);
  }

  private static final String PROJECT_VARIABLE = "GOOGLE_CLOUD_PROJECT";

  private final String owner;
  private final PluginConfig config;
  private final UnaryOperator<String> environment;
  private final LazyCredentials credentials;
  private final HttpTransport transport = new NetHttpTransport();
  private Optional<String> project = Optional.empty();

  /**
   * @param owner how messages call the instance: {@code store 'gcp-secret-manager'}
   * @param config with the values of {@link GcpOptions#ALL}
   */
  public GcpAccess(String owner, PluginConfig config) {
    this(owner, config, System::getenv);
  }

  GcpAccess(String owner, PluginConfig config, UnaryOperator<String> environment) {
    this.owner = owner;
    this.config = config;
    this.environment = environment;
    this.credentials = new LazyCredentials(owner, new CredentialSource(owner, config));
  }

  /** How messages call the instance. */
  public String owner() {
    return owner;
  }

  /** How long a call may take, with its repetitions. */
  public Duration timeout() {
    return config.get(GcpOptions.TIMEOUT);
  }

  /** Where regional secrets are kept; empty for global ones. */
  public Optional<String> location() {
    return config.find(GcpOptions.LOCATION);
  }

  /**
   * Where a service is: at the configured address, else where Google has it. A test bed plays all
   * services for which no address of their own is configured.
   *
   * @param service how Google calls it: {@code pubsub}
   */
  public URI endpoint(String service) {
    Optional<URI> own =
        switch (service) {
          case SECRET_MANAGER -> config.find(GcpOptions.ENDPOINT);
          case PUBSUB -> config.find(GcpOptions.PUBSUB_ENDPOINT);
          default -> Optional.empty();
        };
    return own.or(() -> config.find(GcpOptions.ENDPOINT).filter(GcpOptions::isTestBed))
        .orElseGet(() -> googles(service));
  }

  private URI googles(String service) {
    return service.equals(SECRET_MANAGER) && location().isPresent()
        ? URI.create("https://" + service + "." + location().get() + ".rep.googleapis.com")
        : URI.create("https://" + service + ".googleapis.com");
  }

  /**
   * What a call of a service is signed with; the same object at each call. Empty for a test bed,
   * which gets none of the surroundings' credentials, but those of the option alone.
   *
   * @param service as for {@link #endpoint}
   */
  public Optional<Credentials> credentials(String service) {
    boolean keptBack =
        GcpOptions.isTestBed(endpoint(service))
            && config.find(GcpOptions.CREDENTIALS_FILE).isEmpty();
    return keptBack ? Optional.empty() : Optional.of(credentials);
  }

  /**
   * Which link of the chain gives the credentials. Looks for them if nobody has yet.
   *
   * @return empty if a test bed gets none
   * @throws HalfturnException {@link ErrorCode#UNAUTHENTICATED} if there are none
   */
  public Optional<CredentialLink> link() {
    if (credentials(SECRET_MANAGER).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(found().link());
  }

  private CredentialSource.Found found() {
    try {
      return credentials.found();
    } catch (CredentialException e) {
      throw new HalfturnException(e.problem());
    }
  }

  /**
   * The project, by its id or number.
   *
   * @throws HalfturnException {@link ErrorCode#INVALID_ARGUMENT} if nothing says which; {@link
   *     ErrorCode#UNAUTHENTICATED} if only credentials could say it, and there are none
   */
  public synchronized String project() {
    if (project.isEmpty()) {
      project = Optional.of(findProject());
    }
    return project.get();
  }

  /** Where the project is said, in words; asks nobody. */
  public String projectSource() {
    if (config.find(GcpOptions.PROJECT).isPresent()) {
      return "option project";
    }
    return projectOfEnvironment().isPresent() ? PROJECT_VARIABLE : "the credentials";
  }

  private Optional<String> projectOfEnvironment() {
    return Optional.ofNullable(environment.apply(PROJECT_VARIABLE)).filter(text -> !text.isBlank());
  }

  private String findProject() {
    return config
        .find(GcpOptions.PROJECT)
        .or(this::projectOfEnvironment)
        .or(this::projectOfCredentials)
        .orElseThrow(
            () ->
                new HalfturnException(
                    Problem.of(ErrorCode.INVALID_ARGUMENT, owner + " knows no Google project")
                        .withHint("set its option project, or " + PROJECT_VARIABLE)));
  }

  private Optional<String> projectOfCredentials() {
    return credentials(SECRET_MANAGER).isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(found().credentials().getProjectId());
  }

  /** The one HTTP transport of this module, the JDK's connection; closing it is not needed. */
  public HttpTransport transport() {
    return transport;
  }

  /** Makes requests of a service: with credentials and the timeout. */
  HttpRequestFactory requests(String service) {
    Optional<HttpRequestInitializer> signing =
        credentials(service).map(HttpCredentialsAdapter::new);
    int millis = Math.toIntExact(timeout().toMillis());
    return transport.createRequestFactory(
        request -> {
          if (signing.isPresent()) {
            signing.get().initialize(request);
          }
          request.setConnectTimeout(millis).setReadTimeout(millis).setFollowRedirects(false);
        });
  }
}
