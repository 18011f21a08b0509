// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.client.http.HttpResponseException;
import com.google.api.gax.paging.AbstractPagedListResponse;
import com.google.api.gax.rpc.ApiException;
import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.UpdateSecretRequest;
import com.google.protobuf.FieldMask;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The calls of Secret Manager, each as the service has it. A client is made when the first is made.
 * Thread-safe.
 */
final class SecretManagerCalls implements AutoCloseable {

  static final String NOT_FOUND = "NOT_FOUND";
  static final String ALREADY_EXISTS = "ALREADY_EXISTS";

  /** Also of what was changed since its etag was seen. */
  static final String FAILED_PRECONDITION = "FAILED_PRECONDITION";

  static final String ABORTED = "ABORTED";

  private static final int LONGEST_PAGE = 25_000;
  private static final int CALLERS_FAULT = 400;
  private static final int SERVERS_FAULT = 500;

  /** Of the caller's faults, those that say nothing of what was done: a timeout, a caller gone. */
  private static final Set<Integer> UNDECIDED = Set.of(408, 499);

  private static final FieldMask ANNOTATIONS =
      FieldMask.newBuilder().addPaths("annotations").build();

  private final GcpAccess access;
  private final Pause pause;
  private Connection connection;

  SecretManagerCalls(GcpAccess access, Pause pause) {
    this.access = access;
    this.pause = pause;
  }

  /** How messages call the store. */
  String owner() {
    return access.owner();
  }

  /** How time is spent. */
  void pause(Duration time) {
    pause.pause(time);
  }

  /** The name of a secret. */
  String secret(String id) {
    return parent() + "/secrets/" + id;
  }

  private String parent() {
    String project = "projects/" + access.project();
    return access.location().map(place -> project + "/locations/" + place).orElse(project);
  }

  /** All secrets, in as few calls as there can be. */
  List<Secret> secrets() {
    ListSecretsRequest request =
        ListSecretsRequest.newBuilder().setParent(parent()).setPageSize(LONGEST_PAGE).build();
    return read(service ->
            all(service.listSecretsPagedCallable().call(request, Clients.REPEATABLE)))
        .orElse(List.of());
  }

  Optional<Secret> get(String secret) {
    GetSecretRequest request = GetSecretRequest.newBuilder().setName(secret).build();
    return read(service -> service.getSecretCallable().call(request, Clients.REPEATABLE));
  }

  /**
   * What is known of one version.
   *
   * @param id its number, or {@link Versions#LATEST}
   */
  Optional<SecretVersion> version(String secret, String id) {
    GetSecretVersionRequest request =
        GetSecretVersionRequest.newBuilder().setName(secret + "/versions/" + id).build();
    return read(service -> service.getSecretVersionCallable().call(request, Clients.REPEATABLE));
  }

  /** All versions, newest first, in as few calls as there can be; none if there is no secret. */
  List<SecretVersion> versions(String secret) {
    ListSecretVersionsRequest request =
        ListSecretVersionsRequest.newBuilder().setParent(secret).setPageSize(LONGEST_PAGE).build();
    return read(service ->
            all(service.listSecretVersionsPagedCallable().call(request, Clients.REPEATABLE)))
        .orElse(List.of());
  }

  /** The newest versions, newest first, in one call. */
  List<SecretVersion> newestVersions(String secret, int most) {
    ListSecretVersionsRequest request =
        ListSecretVersionsRequest.newBuilder().setParent(secret).setPageSize(most).build();
    return read(service ->
            service
                .listSecretVersionsPagedCallable()
                .call(request, Clients.REPEATABLE)
                .getPage()
                .getResponse()
                .getVersionsList())
        .orElse(List.of());
  }

  private static <T> List<T> all(AbstractPagedListResponse<?, ?, T, ?, ?> pages) {
    List<T> all = new ArrayList<>();
    pages.iterateAll().forEach(all::add);
    return all;
  }

  /**
   * The payload of a version that is enabled.
   *
   * @return empty if there is none, with that number or at all
   * @throws NotEnabledException if it has another state, or cannot be decrypted
   */
  Optional<Payload> access(String secret, String id) {
    try {
      AccessSecretVersionResponse answer =
          service()
              .accessSecretVersionCallable()
              .call(
                  AccessSecretVersionRequest.newBuilder()
                      .setName(secret + "/versions/" + id)
                      .build(),
                  Clients.REPEATABLE);
      return Optional.of(new Payload(Versions.numberOf(answer.getName()), answer.getPayload()));
    } catch (ApiException e) {
      if (is(e, NOT_FOUND)) {
        return Optional.empty();
      }
      if (is(e, FAILED_PRECONDITION)) {
        throw new NotEnabledException(failure(e));
      }
      throw failure(e);
    }
  }

  /**
   * What was read.
   *
   * @param number of the version
   * @param payload of it
   */
  record Payload(long number, SecretPayload payload) {

    /** Without the value, which a payload of Google's would show. */
    @Override
    public String toString() {
      return "payload of version " + number;
    }
  }

  /**
   * Makes a secret.
   *
   * @throws ApiException as it comes
   */
  void create(String id, Secret secret) {
    service()
        .createSecretCallable()
        .call(
            CreateSecretRequest.newBuilder()
                .setParent(parent())
                .setSecretId(id)
                .setSecret(secret)
                .build(),
            Clients.REPEATABLE);
  }

  /**
   * Adds a version, once.
   *
   * @throws ApiException as it comes
   */
  SecretVersion add(String secret, SecretPayload payload) {
    return service()
        .addSecretVersion(
            AddSecretVersionRequest.newBuilder().setParent(secret).setPayload(payload).build());
  }

  /**
   * Changes annotations, under the etag that the secret has.
   *
   * @throws ApiException as it comes
   */
  void annotate(Annotations annotations) {
    service()
        .updateSecretCallable()
        .call(
            UpdateSecretRequest.newBuilder()
                .setSecret(annotations.update())
                .setUpdateMask(ANNOTATIONS)
                .build(),
            Clients.REPEATABLE);
  }

  /**
   * Disables a version in the state that was seen.
   *
   * @throws ApiException as it comes
   */
  void disable(SecretVersion seen) {
    service()
        .disableSecretVersionCallable()
        .call(
            DisableSecretVersionRequest.newBuilder()
                .setName(seen.getName())
                .setEtag(seen.getEtag())
                .build(),
            Clients.REPEATABLE);
  }

  /**
   * Destroys a version in the state that was seen.
   *
   * @throws ApiException as it comes
   */
  void destroy(SecretVersion seen) {
    service()
        .destroySecretVersionCallable()
        .call(
            DestroySecretVersionRequest.newBuilder()
                .setName(seen.getName())
                .setEtag(seen.getEtag())
                .build(),
            Clients.REPEATABLE);
  }

  static boolean is(ApiException e, String status) {
    return GcpFailure.status(e).filter(status::equals).isPresent();
  }

  /** Whether somebody has changed what was to be changed since its etag was seen. */
  static boolean isOvertaken(ApiException e) {
    return is(e, FAILED_PRECONDITION) || is(e, ABORTED);
  }

  /** Whether the service has answered that it did nothing; else nobody knows. */
  static boolean isRefusal(ApiException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpResponseException answer) {
        int status = answer.getStatusCode();
        return status >= CALLERS_FAULT && status < SERVERS_FAULT && !UNDECIDED.contains(status);
      }
    }
    return false;
  }

  /** The failure as everybody else sees it. */
  HalfturnException failure(RuntimeException e) {
    return GcpFailure.of(access.owner(), "Secret Manager", e);
  }

  private <R> Optional<R> read(Function<SecretManagerServiceClient, R> call) {
    try {
      return Optional.of(call.apply(service()));
    } catch (ApiException e) {
      if (is(e, NOT_FOUND)) {
        return Optional.empty();
      }
      throw failure(e);
    }
  }

  private synchronized SecretManagerServiceClient service() {
    if (connection == null) {
      connection = Clients.make(access);
    }
    return connection.client();
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
    }
  }
}
