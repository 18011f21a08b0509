// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.UpdateSecretRequest;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service by JSON over HTTP: what the contract's annotations {@code google.api.http} say.
 *
 * @see <a
 *     href="https://github.com/googleapis/googleapis/blob/master/google/cloud/secretmanager/v1/service.proto">service.proto</a>
 */
final class JsonFace {

  private static final Pattern SECRETS = path(ResourceNames.PARENT + ")/secrets(");
  private static final Pattern SECRET = path(ResourceNames.SECRET + ")((?::\\w+)?");
  private static final Pattern VERSIONS = path(ResourceNames.SECRET + ")/versions(");
  private static final Pattern VERSION = path(ResourceNames.VERSION + ")((?::\\w+)?");

  private final SecretManager service;

  JsonFace(SecretManager service) {
    this.service = service;
  }

  private static Pattern path(String pattern) {
    return Pattern.compile("/v1/(" + pattern + ")");
  }

  Message answer(JsonRequest request) {
    return route(request, SECRETS, this::secrets, VERSIONS, this::versions)
        .or(() -> route(request, SECRET, this::secret, VERSION, this::version))
        .orElseThrow(() -> unknown(request));
  }

  private static Optional<Message> route(
      JsonRequest request,
      Pattern one,
      BiFunction<JsonRequest, Matcher, Message> first,
      Pattern other,
      BiFunction<JsonRequest, Matcher, Message> second) {
    Matcher matcher = one.matcher(request.path());
    if (matcher.matches()) {
      return Optional.of(first.apply(request, matcher));
    }
    matcher = other.matcher(request.path());
    return matcher.matches() ? Optional.of(second.apply(request, matcher)) : Optional.empty();
  }

  private Message secrets(JsonRequest request, Matcher path) {
    String parent = path.group(1);
    return switch (request.method()) {
      case "GET" ->
          service.listSecrets(
              ListSecretsRequest.newBuilder()
                  .setParent(parent)
                  .setPageSize(request.number("pageSize"))
                  .setPageToken(request.query("pageToken"))
                  .setFilter(request.query("filter"))
                  .build());
      case "POST" -> {
        CreateSecretRequest.Builder create =
            CreateSecretRequest.newBuilder()
                .setParent(parent)
                .setSecretId(request.query("secretId"));
        request.into(create.getSecretBuilder());
        yield service.createSecret(create.build());
      }
      default -> throw unknown(request);
    };
  }

  private Message secret(JsonRequest request, Matcher path) {
    String name = path.group(1);
    return switch (request.method() + path.group(2)) {
      case "GET" -> service.getSecret(GetSecretRequest.newBuilder().setName(name).build());
      case "PATCH" -> {
        UpdateSecretRequest.Builder update =
            UpdateSecretRequest.newBuilder().setUpdateMask(mask(request.query("updateMask")));
        request.into(update.getSecretBuilder()).setName(name);
        yield service.updateSecret(update.build());
      }
      case "DELETE" ->
          service.deleteSecret(
              DeleteSecretRequest.newBuilder()
                  .setName(name)
                  .setEtag(request.query("etag"))
                  .build());
      case "POST:addVersion" ->
          service.addSecretVersion(
              request.into(AddSecretVersionRequest.newBuilder()).setParent(name).build());
      case "GET:getIamPolicy" ->
          service.getIamPolicy(GetIamPolicyRequest.newBuilder().setResource(name).build());
      case "POST:setIamPolicy" ->
          service.setIamPolicy(
              request.into(SetIamPolicyRequest.newBuilder()).setResource(name).build());
      case "POST:testIamPermissions" ->
          service.testIamPermissions(
              request.into(TestIamPermissionsRequest.newBuilder()).setResource(name).build());
      default -> throw unknown(request);
    };
  }

  private Message versions(JsonRequest request, Matcher path) {
    if (!request.method().equals("GET")) {
      throw unknown(request);
    }
    return service.listSecretVersions(
        ListSecretVersionsRequest.newBuilder()
            .setParent(path.group(1))
            .setPageSize(request.number("pageSize"))
            .setPageToken(request.query("pageToken"))
            .setFilter(request.query("filter"))
            .build());
  }

  private Message version(JsonRequest request, Matcher path) {
    String name = path.group(1);
    return switch (request.method() + path.group(2)) {
      case "GET" ->
          service.getSecretVersion(GetSecretVersionRequest.newBuilder().setName(name).build());
      case "GET:access" ->
          service.accessSecretVersion(
              AccessSecretVersionRequest.newBuilder().setName(name).build());
      case "POST:enable" ->
          service.enableSecretVersion(
              request.into(EnableSecretVersionRequest.newBuilder()).setName(name).build());
      case "POST:disable" ->
          service.disableSecretVersion(
              request.into(DisableSecretVersionRequest.newBuilder()).setName(name).build());
      case "POST:destroy" ->
          service.destroySecretVersion(
              request.into(DestroySecretVersionRequest.newBuilder()).setName(name).build());
      default -> throw unknown(request);
    };
  }

  private static FieldMask mask(String text) {
    return FieldMaskUtil.fromJsonString(text);
  }

  private static GcpError unknown(JsonRequest request) {
    return GcpError.notFound("no such method: " + request.method() + " " + request.path());
  }
}
