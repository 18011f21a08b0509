// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.secretmanager;

import com.google.api.client.http.HttpTransport;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.httpjson.HttpJsonCallContext;
import com.google.api.gax.httpjson.HttpJsonTransportChannel;
import com.google.api.gax.httpjson.ManagedHttpJsonChannel;
import com.google.api.gax.retrying.RetrySettings;
import com.google.api.gax.rpc.ApiCallContext;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.api.gax.rpc.StatusCode;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.stub.SecretManagerServiceStubSettings;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Problem;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpRetries;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Makes clients of Secret Manager that speak JSON over HTTP. What may be repeated without harm is
 * repeated by the client: what reads, and what changes something only in the state that was seen.
 * What adds a version is repeated only if the service has said that it did nothing.
 */
final class Clients {

  /**
   * Logs requests with what they hold, below this level. Loggers are forgotten, and their levels
   * with them, unless somebody holds them.
   */
  private static final Logger TALKATIVE = Logger.getLogger(HttpTransport.class.getName());

  static {
    TALKATIVE.setLevel(Level.INFO);
  }

  /**
   * How a call is made that may be made twice. Only a context makes the client repeat what got no
   * answer; an answer that was cut off has the code of a success or of a call given up.
   */
  static final ApiCallContext REPEATABLE =
      HttpJsonCallContext.createDefault().withRetryableCodes(codes());

  private Clients() {}

  private static Set<StatusCode.Code> codes() {
    Set<StatusCode.Code> codes = EnumSet.of(StatusCode.Code.OK, StatusCode.Code.CANCELLED);
    codes.addAll(GcpRetries.READING_CODES);
    return codes;
  }

  /**
   * Made here since the channel that the library makes logs what is sent and what arrives, values
   * included, where the environment has {@code GOOGLE_SDK_JAVA_LOGGING}.
   */
  private static HttpJsonTransportChannel channel(GcpAccess access, String endpoint) {
    return HttpJsonTransportChannel.create(
        ManagedHttpJsonChannel.newBuilder()
            .setEndpoint(endpoint)
            .setHttpTransport(access.transport())
            .build());
  }

  /**
   * @throws HalfturnException {@link ErrorCode#UNAUTHENTICATED} if there are no credentials
   */
  static Connection make(GcpAccess access) {
    access.link(); // what is missing is told at once, not after repetitions
    SecretManagerServiceStubSettings.Builder settings =
        SecretManagerServiceStubSettings.newHttpJsonBuilder();
    String endpoint = access.endpoint(GcpAccess.SECRET_MANAGER).toString();
    HttpJsonTransportChannel channel = channel(access, endpoint);
    settings
        .setTransportChannelProvider(FixedTransportChannelProvider.create(channel))
        .setEndpoint(endpoint);
    access
        .credentials(GcpAccess.SECRET_MANAGER)
        .ifPresentOrElse(
            credentials ->
                settings.setCredentialsProvider(FixedCredentialsProvider.create(credentials)),
            () -> settings.setCredentialsProvider(NoCredentialsProvider.create()));
    RetrySettings retries = GcpRetries.settings(access.timeout());
    for (UnaryCallSettings.Builder<?, ?> call :
        List.of(
            settings.listSecretsSettings(),
            settings.getSecretSettings(),
            settings.listSecretVersionsSettings(),
            settings.getSecretVersionSettings(),
            settings.accessSecretVersionSettings(),
            settings.createSecretSettings(),
            settings.addSecretVersionSettings(),
            settings.updateSecretSettings(),
            settings.disableSecretVersionSettings(),
            settings.destroySecretVersionSettings())) {
      call.setRetrySettings(retries).setRetryableCodes(GcpRetries.WRITING_CODES);
    }
    try {
      return new Connection(
          SecretManagerServiceClient.create(SecretManagerServiceSettings.create(settings.build())),
          channel);
    } catch (IOException e) {
      channel.close();
      throw new HalfturnException(
          Problem.of(ErrorCode.INTERNAL, access.owner() + " cannot make a client of Google"));
    }
  }
}
