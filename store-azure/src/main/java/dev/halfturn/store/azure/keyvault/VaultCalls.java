// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.keyvault;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.policy.HttpLogDetailLevel;
import com.azure.core.http.policy.HttpLogOptions;
import com.azure.security.keyvault.secrets.SecretClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import com.azure.security.keyvault.secrets.models.KeyVaultSecret;
import com.azure.security.keyvault.secrets.models.SecretProperties;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.call.AzureFailure;
import dev.halfturn.store.azure.call.AzureOptions;
import dev.halfturn.store.azure.call.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The calls of Key Vault, each as Key Vault has it. What reads is repeated, what writes is not once
 * it may have begun. The client is made when it is first needed. Thread-safe.
 */
final class VaultCalls {

  private static final int NOT_FOUND = 404;
  private static final String DISABLED = "SecretDisabled";

  private final AzureAccess access;
  private final URI endpoint;
  private final UnaryOperator<SecretClientBuilder> adjusted;
  private final Pause pause;
  private SecretClient client;

  /**
   * @param adjusted what differs in a test
   */
  VaultCalls(
      AzureAccess access, URI endpoint, UnaryOperator<SecretClientBuilder> adjusted, Pause pause) {
    this.access = access;
    this.endpoint = endpoint;
    this.adjusted = adjusted;
    this.pause = pause;
  }

  /** How messages call the store. */
  String owner() {
    return access.owner();
  }

  /** How long anything may be waited for. */
  Duration timeout() {
    return access.timeout();
  }

  /** How time is spent. */
  void pause(Duration time) {
    pause.pause(time);
  }

  /** What {@link #get} found. */
  record Got(Optional<KeyVaultSecret> secret, boolean disabled) {

    static final Got NOTHING = new Got(Optional.empty(), false);
  }

  /**
   * A version with its value, unless it is disabled.
   *
   * @param version null for the one that the service calls current
   */
  Got get(String name, String version) {
    try {
      return new Got(Optional.of(client().getSecret(name, version)), false);
    } catch (RuntimeException e) {
      Optional<Refusal> refusal = refusal(e);
      if (refusal.filter(said -> said.status() == NOT_FOUND).isPresent()) {
        return Got.NOTHING;
      }
      if (refusal.filter(said -> said.name().equals(DISABLED)).isPresent()) {
        return new Got(Optional.empty(), true);
      }
      throw failure(e);
    }
  }

  /** All versions, disabled ones too, without values, in no order; empty if there is no secret. */
  List<SecretProperties> versions(String name) {
    try {
      List<SecretProperties> versions = new ArrayList<>();
      client().listPropertiesOfSecretVersions(name).forEach(versions::add);
      return versions;
    } catch (RuntimeException e) {
      if (refusal(e).filter(said -> said.status() == NOT_FOUND).isPresent()) {
        return List.of();
      }
      throw failure(e);
    }
  }

  /** All secrets, each with what is said of its current version. */
  List<SecretProperties> all() {
    return call(
        vault -> {
          List<SecretProperties> secrets = new ArrayList<>();
          vault.listPropertiesOfSecrets().forEach(secrets::add);
          return secrets;
        });
  }

  /**
   * Makes one version.
   *
   * @throws RuntimeException as it comes: what it means depends on what was to be written
   */
  KeyVaultSecret set(KeyVaultSecret secret) {
    return client().setSecret(secret);
  }

  /** Changes what is said of a version; may be made again without harm. */
  void update(SecretProperties version) {
    call(vault -> vault.updateSecretProperties(version));
  }

  /**
   * Begins to bring a deleted secret back.
   *
   * @throws RuntimeException as it comes: somebody else may be doing it as well
   */
  void recover(String name) {
    client().beginRecoverDeletedSecret(name);
  }

  private <R> R call(Function<SecretClient, R> call) {
    try {
      return call.apply(client());
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** The failure as everybody else sees it. */
  HalfturnException failure(RuntimeException e) {
    return AzureFailure.of(access.owner(), "Key Vault", e);
  }

  /** What the service has said; empty if nothing came. */
  static Optional<Refusal> refusal(RuntimeException e) {
    return e instanceof HttpResponseException answered ? Refusal.of(answered) : Optional.empty();
  }

  private synchronized SecretClient client() {
    if (client == null) {
      SecretClientBuilder builder =
          new SecretClientBuilder()
              .vaultUrl(endpoint.toString())
              .httpClient(access.http())
              .credential(access.credential())
              .retryPolicy(access.retries())
              .httpLogOptions(new HttpLogOptions().setLogLevel(HttpLogDetailLevel.NONE));
      if (AzureOptions.isThisMachine(endpoint)) {
        builder.disableChallengeResourceVerification(); // a test bed is not called as a vault
      }
      client = adjusted.apply(builder).buildClient();
    }
    return client;
  }
}
