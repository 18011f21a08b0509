// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.call;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.AzureCliCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.CredentialBuilderBase;
import com.azure.identity.ManagedIdentityCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.SecretValue;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which links of the chain there are, and the library's credential for each of them. */
final class CredentialLinks {

  private static final String TENANT = "AZURE_TENANT_ID";
  private static final String CLIENT = "AZURE_CLIENT_ID";
  private static final String SECRET = "AZURE_CLIENT_SECRET";
  private static final String CERTIFICATE = "AZURE_CLIENT_CERTIFICATE_PATH";
  private static final String CERTIFICATE_PASSWORD = "AZURE_CLIENT_CERTIFICATE_PASSWORD";
  private static final String FEDERATED = "AZURE_FEDERATED_TOKEN_FILE";
  private static final String AUTHORITY = "AZURE_AUTHORITY_HOST";

  private final String owner;
  private final PluginConfig config;
  private final Surroundings surroundings;
  private final HttpClient http;
  private final RetryPolicy retries;

  CredentialLinks(
      String owner,
      PluginConfig config,
      Surroundings surroundings,
      HttpClient http,
      RetryPolicy retries) {
    this.owner = owner;
    this.config = config;
    this.surroundings = surroundings;
    this.http = http;
    this.retries = retries;
  }

  /** Whether the options name the one link that may answer. */
  boolean isChosen() {
    return hasCredential() || config.get(AzureOptions.CREDENTIAL) != AzureOptions.Source.DEFAULT;
  }

  private boolean hasCredential() {
    return config.find(AzureOptions.CLIENT_SECRET).isPresent()
        || config.find(AzureOptions.CLIENT_CERTIFICATE_PATH).isPresent();
  }

  /** The links to ask, in order. The slow question is put only if nothing before it is there. */
  List<CredentialLink> offered() {
    if (hasCredential()) {
      return List.of(CredentialLink.OPTIONS);
    }
    return switch (config.get(AzureOptions.CREDENTIAL)) {
      case ENVIRONMENT -> List.of(CredentialLink.ENVIRONMENT);
      case WORKLOAD_IDENTITY -> List.of(CredentialLink.WORKLOAD_IDENTITY);
      case MANAGED_IDENTITY -> List.of(CredentialLink.MANAGED_IDENTITY);
      case CLI -> List.of(CredentialLink.CLI);
      case DEFAULT -> byTheSurroundings();
    };
  }

  private List<CredentialLink> byTheSurroundings() {
    List<CredentialLink> links = new ArrayList<>();
    if (hasEnvironment()) {
      links.add(CredentialLink.ENVIRONMENT);
    }
    if (hasWorkloadIdentity()) {
      links.add(CredentialLink.WORKLOAD_IDENTITY);
    }
    if (surroundings.has("IDENTITY_ENDPOINT") || surroundings.has("MSI_ENDPOINT")) {
      links.add(CredentialLink.MANAGED_IDENTITY);
    } else if (links.isEmpty() && surroundings.hasInstanceMetadata().getAsBoolean()) {
      links.add(CredentialLink.MANAGED_IDENTITY);
    }
    if (surroundings.hasCli().getAsBoolean()) {
      links.add(CredentialLink.CLI);
    }
    return links;
  }

  private boolean hasEnvironment() {
    return surroundings.has(TENANT, CLIENT)
        && (surroundings.has(SECRET) || surroundings.has(CERTIFICATE));
  }

  private boolean hasWorkloadIdentity() {
    return surroundings.has(FEDERATED) && tenant().isPresent() && client().isPresent();
  }

  /**
   * The library's credential for a link, which asks nobody yet.
   *
   * @throws HalfturnException {@link ErrorCode#UNAUTHENTICATED} if it was chosen, and is not there
   */
  TokenCredential credential(CredentialLink link) {
    return switch (link) {
      case OPTIONS -> ofOptions();
      case ENVIRONMENT -> ofEnvironment();
      case WORKLOAD_IDENTITY -> ofWorkload();
      case MANAGED_IDENTITY -> ofMachine();
      case CLI -> ofCli();
    };
  }

  private TokenCredential ofOptions() {
    String tenant = config.get(AzureOptions.TENANT_ID);
    String client = config.get(AzureOptions.CLIENT_ID);
    return config
        .find(AzureOptions.CLIENT_SECRET)
        .map(SecretValue::revealUtf8)
        .map(secret -> ofSecret(tenant, client, secret))
        .orElseGet(
            () ->
                ofPem(tenant, client, config.get(AzureOptions.CLIENT_CERTIFICATE_PATH).toString()));
  }

  private TokenCredential ofEnvironment() {
    if (!hasEnvironment()) {
      throw missing(TENANT + ", " + CLIENT + " and " + SECRET + " or " + CERTIFICATE);
    }
    String tenant = required(TENANT);
    String client = required(CLIENT);
    Optional<String> password = surroundings.variable(CERTIFICATE_PASSWORD);
    if (surroundings.has(SECRET)) {
      return ofSecret(tenant, client, required(SECRET));
    }
    return password
        .map(
            text ->
                directory(new ClientCertificateCredentialBuilder(), tenant, client)
                    .pfxCertificate(required(CERTIFICATE))
                    .clientCertificatePassword(text)
                    .build())
        .<TokenCredential>map(credential -> credential)
        .orElseGet(() -> ofPem(tenant, client, required(CERTIFICATE)));
  }

  private TokenCredential ofSecret(String tenant, String client, String secret) {
    return directory(new ClientSecretCredentialBuilder(), tenant, client)
        .clientSecret(secret)
        .build();
  }

  private TokenCredential ofPem(String tenant, String client, String path) {
    return directory(new ClientCertificateCredentialBuilder(), tenant, client)
        .pemCertificate(path)
        .build();
  }

  private TokenCredential ofWorkload() {
    if (!hasWorkloadIdentity()) {
      throw missing(FEDERATED + ", " + TENANT + " and " + CLIENT);
    }
    return directory(
            new WorkloadIdentityCredentialBuilder(), tenant().orElseThrow(), client().orElseThrow())
        .tokenFilePath(required(FEDERATED))
        .build();
  }

  private TokenCredential ofMachine() {
    ManagedIdentityCredentialBuilder builder = transport(new ManagedIdentityCredentialBuilder());
    client().ifPresent(builder::clientId);
    return builder.build();
  }

  private TokenCredential ofCli() {
    AzureCliCredentialBuilder builder =
        new AzureCliCredentialBuilder().processTimeout(config.get(AzureOptions.TIMEOUT));
    config.find(AzureOptions.TENANT_ID).ifPresent(builder::tenantId);
    return builder.build();
  }

  private <B extends AadCredentialBuilderBase<B>> B directory(
      B builder, String tenant, String client) {
    B ready = transport(builder).tenantId(tenant).clientId(client);
    config
        .find(AzureOptions.AUTHORITY_HOST)
        .map(URI::toString)
        .or(() -> surroundings.variable(AUTHORITY))
        .ifPresent(ready::authorityHost);
    return isTestBed() ? ready.disableInstanceDiscovery() : ready;
  }

  /** Whether such a place is one at Azure is asked of Azure, which does not know a test bed. */
  private boolean isTestBed() {
    return config.find(AzureOptions.AUTHORITY_HOST).filter(AzureOptions::isThisMachine).isPresent();
  }

  /** Nothing is logged, whatever the environment says: secrets and tokens are in the bodies. */
  private <B extends CredentialBuilderBase<B>> B transport(B builder) {
    return builder
        .httpClient(http)
        .retryPolicy(retries)
        .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE));
  }

  private Optional<String> tenant() {
    return config.find(AzureOptions.TENANT_ID).or(() -> surroundings.variable(TENANT));
  }

  private Optional<String> client() {
    return config.find(AzureOptions.CLIENT_ID).or(() -> surroundings.variable(CLIENT));
  }

  private String required(String variable) {
    return surroundings.variable(variable).orElseThrow();
  }

  private HalfturnException missing(String what) {
    return new HalfturnException(
        Problem.of(ErrorCode.UNAUTHENTICATED, owner + " finds no credentials for Azure")
            .withHint("set " + what + ", or another value of the option credential"));
  }
}
