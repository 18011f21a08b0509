// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.doctor;

import com.azure.core.exception.HttpResponseException;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.call.AzureCall;
import dev.halfturn.store.azure.call.AzureFailure;
import dev.halfturn.store.azure.call.Refusal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a vault, and raises nothing. Asks for no value of a secret that may be there. */
final class Vault {

  private static final int MOST_PAGES = 40;
  private static final String VERSION = "api-version=7.4";

  private final String owner;
  private final URI endpoint;
  private final AzureCall azure;

  Vault(AzureAccess access, URI endpoint, String scope) {
    this.owner = access.owner();
    this.endpoint = endpoint;
    this.azure = AzureCall.careful(access, scope, Map.of());
  }

  Answer get(String path) {
    return ask("GET", path, Map.of());
  }

  /** All versions of a secret, of however many pages. */
  Answer versions(String secret) {
    List<Object> all = new ArrayList<>();
    String path = "/secrets/" + secret + "/versions";
    for (int page = 0; page < MOST_PAGES && !path.isEmpty(); page++) {
      Answer answer = get(path);
      if (answer.status() != 200) {
        return answer;
      }
      if (answer.body().get("value") instanceof List<?> versions) {
        all.addAll(versions);
      }
      path = next(answer);
    }
    return Answer.of(Map.of("value", all));
  }

  /** A token is sent nowhere else, whatever an answer says. */
  private String next(Answer answer) {
    return answer.body().get("nextLink") instanceof String link && link.startsWith(base() + "/")
        ? link.substring(base().length())
        : "";
  }

  private String base() {
    String text = endpoint.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  Answer patch(String path) {
    return ask("PATCH", path, Map.of("attributes", Map.of("enabled", true)));
  }

  Answer post(String path) {
    return ask("POST", path, Map.of());
  }

  private Answer ask(String method, String path, Map<String, ?> input) {
    String version =
        path.contains("api-version=") ? "" : (path.contains("?") ? "&" : "?") + VERSION;
    URI uri = URI.create(base() + path + version);
    try {
      return Answer.of(azure.json(method, uri, input));
    } catch (RuntimeException e) {
      Optional<Refusal> refusal =
          e instanceof HttpResponseException answered ? Refusal.of(answered) : Optional.empty();
      return Answer.of(refusal, AzureFailure.of(owner, "Key Vault", e));
    }
  }
}
