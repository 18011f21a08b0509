// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsResponse;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.SecretVersion.State;
import com.google.cloud.secretmanager.v1.UpdateSecretRequest;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.rpc.Code;

/** The methods of the service, which both faces call: each is written down, then carried out. */
final class SecretManager {

  private final Secrets secrets;
  private final Calls calls;
  private final Faults faults;

  SecretManager(Secrets secrets, Calls calls, Faults faults) {
    this.secrets = secrets;
    this.calls = calls;
    this.faults = faults;
  }

  ListSecretsResponse listSecrets(ListSecretsRequest request) {
    take("ListSecrets", request.getParent(), request);
    var all = secrets.list(request.getParent(), request.getFilter());
    Pages<Secret> page =
        Pages.page(all, request.getPageSize(), request.getPageToken(), faults.longestPage());
    return ListSecretsResponse.newBuilder()
        .addAllSecrets(page.items())
        .setNextPageToken(page.next())
        .setTotalSize(request.getFilter().isEmpty() ? all.size() : 0)
        .build();
  }

  Secret createSecret(CreateSecretRequest request) {
    take("CreateSecret", request.getParent() + "/secrets/" + request.getSecretId(), request);
    return secrets.create(request);
  }

  Secret getSecret(GetSecretRequest request) {
    take("GetSecret", request.getName(), request);
    return secrets.get(request.getName());
  }

  Secret updateSecret(UpdateSecretRequest request) {
    take("UpdateSecret", request.getSecret().getName(), request);
    return secrets.update(request.getSecret(), request.getUpdateMask().getPathsList());
  }

  Empty deleteSecret(DeleteSecretRequest request) {
    take("DeleteSecret", request.getName(), request);
    secrets.delete(request.getName(), request.getEtag());
    return Empty.getDefaultInstance();
  }

  SecretVersion addSecretVersion(AddSecretVersionRequest request) {
    AddSecretVersionRequest.Builder told = request.toBuilder();
    told.getPayloadBuilder().clearData();
    take("AddSecretVersion", request.getParent(), told.build());
    return secrets.add(faults.arrived(request));
  }

  SecretVersion getSecretVersion(GetSecretVersionRequest request) {
    take("GetSecretVersion", request.getName(), request);
    return secrets.version(request.getName());
  }

  ListSecretVersionsResponse listSecretVersions(ListSecretVersionsRequest request) {
    take("ListSecretVersions", request.getParent(), request);
    var all = secrets.versions(request.getParent(), request.getFilter());
    Pages<SecretVersion> page =
        Pages.page(all, request.getPageSize(), request.getPageToken(), faults.longestPage());
    return ListSecretVersionsResponse.newBuilder()
        .addAllVersions(page.items())
        .setNextPageToken(page.next())
        .setTotalSize(request.getFilter().isEmpty() ? all.size() : 0)
        .build();
  }

  AccessSecretVersionResponse accessSecretVersion(AccessSecretVersionRequest request) {
    take("AccessSecretVersion", request.getName(), request);
    return faults.accessed(secrets.access(request.getName()));
  }

  SecretVersion enableSecretVersion(EnableSecretVersionRequest request) {
    take("EnableSecretVersion", request.getName(), request);
    return secrets.set(request.getName(), State.ENABLED, request.getEtag());
  }

  SecretVersion disableSecretVersion(DisableSecretVersionRequest request) {
    take("DisableSecretVersion", request.getName(), request);
    return secrets.set(request.getName(), State.DISABLED, request.getEtag());
  }

  SecretVersion destroySecretVersion(DestroySecretVersionRequest request) {
    take("DestroySecretVersion", request.getName(), request);
    return secrets.destroy(request.getName(), request.getEtag());
  }

  Policy getIamPolicy(GetIamPolicyRequest request) {
    take("GetIamPolicy", request.getResource(), request);
    return secrets.policy(request.getResource());
  }

  Policy setIamPolicy(SetIamPolicyRequest request) {
    take("SetIamPolicy", request.getResource(), request);
    return secrets.setPolicy(request.getResource(), request.getPolicy());
  }

  /** Of a secret that does not exist nobody is permitted anything, which is no error. */
  TestIamPermissionsResponse testIamPermissions(TestIamPermissionsRequest request) {
    take("TestIamPermissions", request.getResource(), request);
    ResourceNames.requireSecret(request.getResource());
    return TestIamPermissionsResponse.newBuilder()
        .addAllPermissions(
            request.getPermissionsList().stream()
                .filter(permission -> faults.isPermitted(permission, request.getResource()))
                .toList())
        .build();
  }

  /** Whose permission is missing is told so, whether there is what it asks for or not. */
  private void take(String method, String resource, Message request) {
    calls.take(method, resource, request);
    Permissions.of(method)
        .filter(permission -> !faults.isPermitted(permission, resource))
        .ifPresent(
            permission -> {
              throw new GcpError(
                  Code.PERMISSION_DENIED,
                  "Permission '%s' denied on resource '%s' (or it may not exist)."
                      .formatted(permission, resource));
            });
  }
}
