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
import com.google.cloud.secretmanager.v1.SecretManagerServiceGrpc;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.UpdateSecretRequest;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.protobuf.Empty;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;

/** The service by gRPC. */
final class GrpcFace extends SecretManagerServiceGrpc.SecretManagerServiceImplBase {

  private final SecretManager service;

  GrpcFace(SecretManager service) {
    this.service = service;
  }

  @Override
  public void listSecrets(ListSecretsRequest request, StreamObserver<ListSecretsResponse> answers) {
    answer(request, answers, service::listSecrets);
  }

  @Override
  public void createSecret(CreateSecretRequest request, StreamObserver<Secret> answers) {
    answer(request, answers, service::createSecret);
  }

  @Override
  public void addSecretVersion(
      AddSecretVersionRequest request, StreamObserver<SecretVersion> answers) {
    answer(request, answers, service::addSecretVersion);
  }

  @Override
  public void getSecret(GetSecretRequest request, StreamObserver<Secret> answers) {
    answer(request, answers, service::getSecret);
  }

  @Override
  public void updateSecret(UpdateSecretRequest request, StreamObserver<Secret> answers) {
    answer(request, answers, service::updateSecret);
  }

  @Override
  public void deleteSecret(DeleteSecretRequest request, StreamObserver<Empty> answers) {
    answer(request, answers, service::deleteSecret);
  }

  @Override
  public void listSecretVersions(
      ListSecretVersionsRequest request, StreamObserver<ListSecretVersionsResponse> answers) {
    answer(request, answers, service::listSecretVersions);
  }

  @Override
  public void getSecretVersion(
      GetSecretVersionRequest request, StreamObserver<SecretVersion> answers) {
    answer(request, answers, service::getSecretVersion);
  }

  @Override
  public void accessSecretVersion(
      AccessSecretVersionRequest request, StreamObserver<AccessSecretVersionResponse> answers) {
    answer(request, answers, service::accessSecretVersion);
  }

  @Override
  public void disableSecretVersion(
      DisableSecretVersionRequest request, StreamObserver<SecretVersion> answers) {
    answer(request, answers, service::disableSecretVersion);
  }

  @Override
  public void enableSecretVersion(
      EnableSecretVersionRequest request, StreamObserver<SecretVersion> answers) {
    answer(request, answers, service::enableSecretVersion);
  }

  @Override
  public void destroySecretVersion(
      DestroySecretVersionRequest request, StreamObserver<SecretVersion> answers) {
    answer(request, answers, service::destroySecretVersion);
  }

  @Override
  public void setIamPolicy(SetIamPolicyRequest request, StreamObserver<Policy> answers) {
    answer(request, answers, service::setIamPolicy);
  }

  @Override
  public void getIamPolicy(GetIamPolicyRequest request, StreamObserver<Policy> answers) {
    answer(request, answers, service::getIamPolicy);
  }

  @Override
  public void testIamPermissions(
      TestIamPermissionsRequest request, StreamObserver<TestIamPermissionsResponse> answers) {
    answer(request, answers, service::testIamPermissions);
  }

  private static <Q, A> void answer(Q request, StreamObserver<A> answers, Function<Q, A> method) {
    A answer;
    try {
      answer = method.apply(request);
    } catch (GcpError e) {
      answers.onError(
          Status.fromCodeValue(e.code().getNumber())
              .withDescription(e.getMessage())
              .asRuntimeException());
      return;
    } catch (RuntimeException e) {
      answers.onError(
          Status.INTERNAL.withDescription(e.getClass().getSimpleName()).asRuntimeException());
      return;
    }
    answers.onNext(answer);
    answers.onCompleted();
  }
}
