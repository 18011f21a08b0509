// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.call;

import com.google.auth.Credentials;
import com.google.auth.Retryable;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.QuotaProjectIdProvider;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.Problem;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials that are looked for when the first call needs them, and whose failures are {@link
 * CredentialException}s, so that nobody takes them for those of the service that was called.
 * Thread-safe.
 */
final class LazyCredentials extends Credentials implements QuotaProjectIdProvider {
  private static final long serialVersionUID = 1L;

  private final transient CredentialSource source;
  private final transient String owner;
  private transient Optional<CredentialSource.Found> found = Optional.empty();

  LazyCredentials(String owner, CredentialSource source) {
    this.owner = owner;
    this.source = source;
  }

  synchronized CredentialSource.Found found() throws CredentialException {
    if (found.isEmpty()) {
      found = Optional.of(source.find());
    }
    return found.get();
  }

  synchronized Optional<CredentialLink> link() {
    return found.map(CredentialSource.Found::link);
  }

  private GoogleCredentials credentials() throws CredentialException {
    return found().credentials();
  }

  @Override
  public Map<String, List<String>> getRequestMetadata(URI uri) throws IOException {
    GoogleCredentials credentials = credentials();
    try {
      return credentials.getRequestMetadata(uri);
    } catch (IOException | RuntimeException e) {
      throw refused(e);
    }
  }

  @Override
  public void refresh() throws IOException {
    GoogleCredentials credentials = credentials();
    try {
      credentials.refresh();
    } catch (IOException | RuntimeException e) {
      throw refused(e);
    }
  }

  /** Its text may repeat what was sent. */
  private CredentialException refused(Exception failure) {
    String from = link().map(CredentialLink::source).orElse("");
    boolean mayPass = failure instanceof Retryable asked && asked.isRetryable();
    return new CredentialException(
        mayPass
            ? Problem.of(
                ErrorCode.UNAVAILABLE,
                owner + " cannot get a token for the credentials of " + from + " just now")
            : Problem.of(
                    ErrorCode.UNAUTHENTICATED,
                    owner + " gets no token for the credentials of " + from)
                .withHint(
                    "they may have been revoked: sign in again, or make a new key; see 'halfturn"
                        + " doctor'"));
  }

  @Override
  public String getUniverseDomain() throws IOException {
    GoogleCredentials credentials = credentials();
    try {
      return credentials.getUniverseDomain();
    } catch (IOException | RuntimeException e) {
      throw refused(e);
    }
  }

  @Override
  public String getQuotaProjectId() {
    try {
      return credentials().getQuotaProjectId();
    } catch (CredentialException e) {
      return null; // the call itself will say so
    }
  }

  @Override
  public String getAuthenticationType() {
    return "OAuth2";
  }

  @Override
  public boolean hasRequestMetadata() {
    return true;
  }

  @Override
  public boolean hasRequestMetadataOnly() {
    return true;
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    throw new NotSerializableException(getClass().getName());
  }
}
