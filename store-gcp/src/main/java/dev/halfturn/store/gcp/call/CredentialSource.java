// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import com.fasterxml.jackson.jr.ob.JSON;
import com.google.auth.oauth2.ComputeEngineCredentials;
import com.google.auth.oauth2.ExternalAccountAuthorizedUserCredentials;
import com.google.auth.oauth2.ExternalAccountCredentials;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import com.google.auth.oauth2.UserCredentials;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds credentials: in the file of the configuration, else where Google's libraries look. */
final class CredentialSource {

  private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
  private static final int LIFETIME_SECONDS = 3600;

  private final String owner;
  private final PluginConfig config;

  /**
   * What was found.
   *
   * @param link where
   */
  record Found(GoogleCredentials credentials, CredentialLink link) {}

  CredentialSource(String owner, PluginConfig config) {
    this.owner = owner;
    this.config = config;
  }

  Found find() throws CredentialException {
    Optional<Path> file = config.find(GcpOptions.CREDENTIALS_FILE);
    GoogleCredentials found = file.isPresent() ? read(file.get()) : surroundings();
    String source =
        file.isPresent() ? "option credentials-file" : source(found.getCredentialInfo());
    Optional<String> target = config.find(GcpOptions.IMPERSONATE);
    CredentialLink link =
        target.isPresent()
            ? new CredentialLink(source, kind(found) + who(found) + ", which impersonates", target)
            : new CredentialLink(source, kind(found), principal(found));
    GoogleCredentials scoped = found.createScoped(SCOPE);
    if (target.isPresent()) {
      scoped =
          ImpersonatedCredentials.create(
              scoped, target.get(), List.of(), List.of(SCOPE), LIFETIME_SECONDS);
    }
    Optional<String> quota = config.find(GcpOptions.QUOTA_PROJECT);
    return new Found(quota.isPresent() ? scoped.createWithQuotaProject(quota.get()) : scoped, link);
  }

  private GoogleCredentials surroundings() throws CredentialException {
    try {
      return GoogleCredentials.getApplicationDefault();
    } catch (IOException e) { // its text may quote a file
      throw new CredentialException(
          Problem.of(ErrorCode.UNAUTHENTICATED, owner + " finds no credentials for Google Cloud")
              .withHint(
                  "give it a service account, or sign in: gcloud auth application-default login"));
    }
  }

  private GoogleCredentials read(Path file) throws CredentialException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw unusable(" cannot be read");
    }
    try (InputStream json = new ByteArrayInputStream(bytes)) {
      Map<String, Object> members = JSON.std.mapFrom(bytes);
      return switch (String.valueOf(members.get("type"))) {
        case "service_account" -> ServiceAccountCredentials.fromStream(json);
        case "external_account" -> ExternalAccountCredentials.fromStream(json);
        case "authorized_user" -> UserCredentials.fromStream(json);
        case "impersonated_service_account" -> ImpersonatedCredentials.fromStream(json);
        case "external_account_authorized_user" ->
            ExternalAccountAuthorizedUserCredentials.fromStream(json);
        default -> throw unusable(" holds no credentials of a kind that is known");
      };
    } catch (CredentialException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // its text may quote the file
      throw unusable(" holds no usable credentials");
    }
  }

  private CredentialException unusable(String what) {
    return new CredentialException(
        Problem.of(ErrorCode.UNAUTHENTICATED, "the credentials-file of " + owner + what)
            .withHint("see its option credentials-file, or leave it out"));
  }

  /** What Google's library says of where it found them, in fewer words. */
  private static String source(Map<String, String> info) {
    String said = info.getOrDefault("Credential Source", "");
    if (said.startsWith("Env Var")) {
      return "GOOGLE_APPLICATION_CREDENTIALS";
    }
    if (said.startsWith("Well Known File")) {
      return "gcloud auth application-default login";
    }
    return said.startsWith("Metadata Server") ? "metadata server" : "surroundings";
  }

  private static String kind(GoogleCredentials credentials) {
    if (credentials instanceof ServiceAccountCredentials) {
      return "key of service account";
    }
    if (credentials instanceof ImpersonatedCredentials) {
      return "impersonated service account";
    }
    if (credentials instanceof ExternalAccountCredentials) {
      return "external account";
    }
    if (credentials instanceof ComputeEngineCredentials) {
      return "service account of the machine";
    }
    return credentials instanceof UserCredentials ? "a person's login" : "credentials";
  }

  private static String who(GoogleCredentials credentials) {
    return principal(credentials).map(who -> " " + who).orElse("");
  }

  private static Optional<String> principal(GoogleCredentials credentials) {
    if (credentials instanceof ServiceAccountCredentials key) {
      return Optional.ofNullable(key.getClientEmail());
    }
    if (credentials instanceof ImpersonatedCredentials impersonated) {
      return Optional.ofNullable(impersonated.getAccount());
    }
    if (credentials instanceof ExternalAccountCredentials external) {
      return Optional.ofNullable(external.getServiceAccountEmail());
    }
    if (credentials instanceof ComputeEngineCredentials machine) {
      try {
        return Optional.ofNullable(machine.getAccount());
      } catch (RuntimeException e) { // the metadata server does not say
        return Optional.empty();
      }
    }
    return Optional.empty();
  }
}
