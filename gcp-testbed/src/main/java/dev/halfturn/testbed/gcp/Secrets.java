// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.iam.v1.Policy;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What Secret Manager remembers, and its rules. Tests act on it as somebody else would who changes
 * secrets beside the one who is tested. Every method raises {@link GcpError} for what the service
 * refuses. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/googleapis/googleapis/blob/master/google/cloud/secretmanager/v1/service.proto">service.proto</a>
 */
public final class Secrets {

  private static final Set<String> CHANGEABLE =
      Set.of(
          "labels",
          "annotations",
          "topics",
          "rotation",
          "version_aliases",
          "expire_time",
          "ttl",
          "version_destroy_ttl",
          "customer_managed_encryption",
          "etag");

  private final InstantSource clock;
  private final Map<String, FakeSecret> secrets = new LinkedHashMap<>();
  private long lastEtag = 1;
  private int late; // guarded by this

  Secrets(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * From now on shows {@code latest} and lists of versions as they were so many versions ago, which
   * Google promises to do for some time only; each version is there by its number.
   *
   * @see <a
   *     href="https://cloud.google.com/secret-manager/docs/reference/consistency">consistency</a>
   */
  public synchronized void showsLate(int versions) {
    late = versions;
  }

  /** Makes a secret without versions. */
  public synchronized Secret create(CreateSecretRequest request) {
    String name = ResourceNames.secret(request.getParent(), request.getSecretId());
    passTime();
    if (secrets.containsKey(name)) {
      throw new GcpError(Code.ALREADY_EXISTS, "Secret [" + name + "] already exists.");
    }
    Secret shown =
        withExpiry(request.getSecret()).toBuilder()
            .setName(name)
            .setCreateTime(now())
            .setEtag(nextEtag())
            .build();
    SecretRules.check(shown, clock.instant());
    secrets.put(name, new FakeSecret(shown));
    return shown;
  }

  /** One secret, without its versions. */
  public synchronized Secret get(String name) {
    ResourceNames.requireSecret(name);
    return secret(name).shown();
  }

  /**
   * Changes what a mask names.
   *
   * @param mask paths as the contract has them, such as {@code annotations}
   */
  public synchronized Secret update(Secret wanted, List<String> mask) {
    ResourceNames.requireSecret(wanted.getName());
    FakeSecret secret = secret(wanted.getName());
    if (mask.isEmpty()) {
      throw GcpError.invalid("update_mask must not be empty");
    }
    mask.stream()
        .filter(path -> !CHANGEABLE.contains(path))
        .findFirst()
        .ifPresent(
            path -> {
              throw GcpError.invalid("update_mask has a path that cannot be updated: " + path);
            });
    Etags.require(wanted.getEtag(), secret.shown().getEtag());
    Secret.Builder next = secret.shown().toBuilder();
    FieldMaskUtil.merge(
        FieldMaskUtil.fromStringList(
            Secret.class, mask.stream().filter(path -> !path.equals("etag")).toList()),
        withExpiry(wanted),
        next,
        new FieldMaskUtil.MergeOptions()
            .setReplaceMessageFields(true)
            .setReplaceRepeatedFields(true));
    Secret shown = next.setEtag(nextEtag()).build();
    SecretRules.check(shown, clock.instant());
    secret.show(shown);
    return shown;
  }

  /** Deletes a secret with all its versions. */
  public synchronized void delete(String name, String etag) {
    ResourceNames.requireSecret(name);
    Etags.require(etag, secret(name).shown().getEtag());
    secrets.remove(name);
  }

  /** All secrets of a project, or of a location of it, newest first. */
  public synchronized List<Secret> list(String parent, String filter) {
    ResourceNames.requireParent(parent);
    passTime();
    List<Secret> found =
        new ArrayList<>(
            secrets.values().stream()
                .map(FakeSecret::shown)
                .filter(shown -> shown.getName().matches(parent + "/secrets/[^/]+"))
                .filter(Filters.secrets(filter))
                .toList());
    Collections.reverse(found);
    return found;
  }

  /** Adds the next version. */
  public synchronized SecretVersion add(AddSecretVersionRequest request) {
    ResourceNames.requireSecret(request.getParent());
    FakeSecret secret = secret(request.getParent());
    SecretPayload payload = request.getPayload();
    if (payload.getData().isEmpty()) {
      throw GcpError.invalid("Secret Payload cannot be empty.");
    }
    if (payload.getData().size() > SecretRules.MOST_PAYLOAD) {
      throw GcpError.invalid("The payload must not be larger than 65536 bytes.");
    }
    if (payload.hasDataCrc32C() && payload.getDataCrc32C() != Crc32c.of(payload.getData())) {
      throw GcpError.invalid("The payload does not match its checksum (crc32c).");
    }
    SecretVersion shown =
        SecretVersion.newBuilder()
            .setName(request.getParent() + "/versions/" + (secret.versions().size() + 1))
            .setCreateTime(now())
            .setState(State.ENABLED)
            .setEtag(nextEtag())
            .setClientSpecifiedPayloadChecksum(payload.hasDataCrc32C())
            .build();
    secret.add(new FakeVersion(shown, payload.getData()));
    return shown;
  }

  /** The same, of text. */
  public SecretVersion add(String secret, String text) {
    return add(
        AddSecretVersionRequest.newBuilder()
            .setParent(secret)
            .setPayload(SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(text)))
            .build());
  }

  /** One version by its number, {@code latest} or an alias. */
  public synchronized SecretVersion version(String name) {
    return found(name).shown();
  }

  /** All versions of a secret, newest first. */
  public synchronized List<SecretVersion> versions(String secret, String filter) {
    ResourceNames.requireSecret(secret);
    List<SecretVersion> found =
        new ArrayList<>(
            secret(secret).versions().stream()
                .limit(Math.max(0, secret(secret).versions().size() - (long) late))
                .map(FakeVersion::shown)
                .filter(Filters.versions(filter))
                .toList());
    Collections.reverse(found);
    return found;
  }

  /** The payload of an enabled version. */
  public synchronized AccessSecretVersionResponse access(String name) {
    FakeVersion version = found(name);
    return AccessSecretVersionResponse.newBuilder()
        .setName(version.shown().getName())
        .setPayload(version.payload())
        .build();
  }

  /**
   * Enables or disables a version.
   *
   * @param etag empty for any
   */
  public synchronized SecretVersion set(String name, State state, String etag) {
    return found(name).set(state, etag, nextEtag());
  }

  /** Destroys a version, or says when. */
  public synchronized SecretVersion destroy(String name, String etag) {
    FakeVersion version = found(name);
    return version.destroy(
        etag,
        nextEtag(),
        now(),
        secret(ResourceNames.secretOf(name)).shown().getVersionDestroyTtl());
  }

  synchronized Policy policy(String name) {
    ResourceNames.requireSecret(name);
    return secret(name).policy();
  }

  synchronized Policy setPolicy(String name, Policy policy) {
    ResourceNames.requireSecret(name);
    secret(name).setPolicy(policy);
    return policy;
  }

  private FakeVersion found(String name) {
    return secret(ResourceNames.secretOf(name)).version(ResourceNames.versionId(name), late);
  }

  private FakeSecret secret(String name) {
    passTime();
    FakeSecret secret = secrets.get(name);
    if (secret == null) {
      throw GcpError.notFound("Secret [" + name + "] not found.");
    }
    return secret;
  }

  /** What is to expire does, wholly. */
  private void passTime() {
    Timestamp now = now();
    secrets
        .values()
        .removeIf(
            secret ->
                secret.shown().hasExpireTime()
                    && Timestamps.compare(secret.shown().getExpireTime(), now) <= 0);
    secrets.values().forEach(secret -> secret.passTime(now));
  }

  private Secret withExpiry(Secret secret) {
    return secret.hasTtl()
        ? secret.toBuilder().setExpireTime(Timestamps.add(now(), secret.getTtl())).build()
        : secret;
  }

  private Timestamp now() {
    Instant now = clock.instant();
    return Timestamp.newBuilder()
        .setSeconds(now.getEpochSecond())
        .setNanos(now.getNano() / 1000 * 1000)
        .build();
  }

  private String nextEtag() {
    return "\"" + Long.toHexString(++lastEtag) + "\"";
  }
}
