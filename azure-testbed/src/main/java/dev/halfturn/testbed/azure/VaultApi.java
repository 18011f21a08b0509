// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import dev.halfturn.testbed.azure.VaultSecret.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is done about a request of a caller who may make it.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups">the REST
 *     reference of Key Vault secrets</a>
 */
final class VaultApi {

  private final VaultSecrets secrets;

  VaultApi(VaultSecrets secrets) {
    this.secrets = secrets;
  }

  VaultReply answer(VaultRequest request, VaultOperation operation) {
    synchronized (secrets) {
      VaultRules.require(
          request.query().containsKey("api-version"), "The api-version is missing from the query.");
      if (!request.name().isEmpty()) {
        VaultRules.requireName(request.name());
      }
      try {
        return carryOut(request, operation);
      } finally {
        secrets.touch(request.name());
      }
    }
  }

  private VaultReply carryOut(VaultRequest request, VaultOperation operation) {
    String base = "https://" + request.host();
    String name = request.name();
    return switch (operation) {
      case SET_SECRET -> set(base, request);
      case GET_SECRET -> get(base, request);
      case UPDATE_SECRET -> update(base, request);
      case GET_SECRETS -> listed(request, items(secrets.all(State.THERE), base, false));
      case GET_DELETED_SECRETS -> listed(request, items(secrets.all(State.DELETED), base, true));
      case GET_SECRET_VERSIONS -> versions(base, request);
      case DELETE_SECRET -> {
        requireFound(secrets.delete(name), name);
        yield VaultReply.json(200, VaultJson.deleted(base, secrets.any(name).orElseThrow()));
      }
      case GET_DELETED_SECRET ->
          VaultReply.json(
              200,
              VaultJson.deleted(base, secrets.deleted(name).orElseThrow(() -> notFound(name))));
      case RECOVER_DELETED_SECRET -> recover(base, name);
      case PURGE_DELETED_SECRET -> {
        requireFound(secrets.purge(name), name);
        yield VaultReply.empty(204);
      }
    };
  }

  private VaultReply set(String base, VaultRequest request) {
    Map<String, Object> body = VaultJson.read(request.body());
    VaultRules.requireValue(body.get("value"));
    VaultVersion made =
        secrets.set(
            request.name(),
            (String) body.get("value"),
            VaultJson.contentType(body, Optional.empty()),
            VaultJson.tags(body, Map.of()),
            VaultJson.attributes(body, VaultVersion.Attributes.NONE));
    return VaultReply.json(200, VaultJson.withValue(base, shown(request), made));
  }

  /** Whatever its dates say; only a disabled version is not given away. */
  private VaultReply get(String base, VaultRequest request) {
    VaultSecret secret = secrets.there(request.name()).orElseThrow(() -> notFound(request.name()));
    String wanted = request.segment(2);
    VaultVersion version =
        wanted.isEmpty()
            ? secret.current()
            : secret.versions.stream()
                .filter(one -> one.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> notFound(request.name()));
    if (!version.attributes().enabled()) {
      throw new VaultRefusal(VaultErrors.disabled());
    }
    return VaultReply.json(200, VaultJson.withValue(base, secret.name, version));
  }

  /** Never the value. */
  private VaultReply update(String base, VaultRequest request) {
    Map<String, Object> body = VaultJson.read(request.body());
    VaultRules.require(!body.containsKey("value"), "The value of a version cannot be changed.");
    VaultVersion changed =
        secrets
            .change(
                request.name(),
                request.segment(2),
                before ->
                    before.changed(
                        VaultJson.contentType(body, before.contentType()),
                        VaultJson.tags(body, before.tags()),
                        VaultJson.attributes(body, before.attributes()),
                        secrets.now()))
            .orElseThrow(() -> notFound(request.name()));
    return VaultReply.json(200, VaultJson.of(base, shown(request), changed));
  }

  private VaultReply recover(String base, String name) {
    Optional<VaultSecret> secret = secrets.any(name);
    secret
        .filter(found -> found.state == State.BEING_DELETED || found.state == State.BEING_RECOVERED)
        .ifPresent(
            found -> {
              throw new VaultRefusal(VaultErrors.conflict(name, found.state.inner()));
            });
    requireFound(secrets.recover(name), name);
    return VaultReply.json(200, VaultJson.of(base, name, secret.orElseThrow().current()));
  }

  /** In the order of their ids, which is none in time. */
  private VaultReply versions(String base, VaultRequest request) {
    VaultSecret secret = secrets.there(request.name()).orElseThrow(() -> notFound(request.name()));
    NavigableMap<String, Map<String, Object>> items = new TreeMap<>();
    secret.versions.forEach(one -> items.put(one.id(), VaultJson.of(base, secret.name, one)));
    return listed(request, items);
  }

  private static NavigableMap<String, Map<String, Object>> items(
      List<VaultSecret> secrets, String base, boolean deleted) {
    NavigableMap<String, Map<String, Object>> items = new TreeMap<>();
    secrets.forEach(
        one ->
            items.put(
                VaultSecrets.key(one.name),
                deleted ? VaultJson.deleted(base, one) : VaultJson.of(base, one)));
    return items;
  }

  /**
   * One page, and where the next one is.
   *
   * @see <a
   *     href="https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets">Get
   *     Secrets: at most 25 results</a>
   */
  private static VaultReply listed(
      VaultRequest request, NavigableMap<String, Map<String, Object>> items) {
    int size = VaultRules.page(request.query());
    List<Map<String, Object>> page = new ArrayList<>();
    String last = "";
    for (Map.Entry<String, Map<String, Object>> item :
        items.tailMap(request.query().getOrDefault("$skiptoken", ""), false).entrySet()) {
      if (page.size() == size) {
        break;
      }
      page.add(item.getValue());
      last = item.getKey();
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("value", page);
    body.put("nextLink", items.higherKey(last) == null ? null : next(request, size, last));
    return VaultReply.json(200, body);
  }

  private static String next(VaultRequest request, int size, String last) {
    return "https://%s%s?api-version=%s&$skiptoken=%s&maxresults=%d"
        .formatted(
            request.host(),
            request.path(),
            request.query().get("api-version"),
            URLEncoder.encode(last, StandardCharsets.UTF_8),
            size);
  }

  private String shown(VaultRequest request) {
    return secrets.any(request.name()).map(secret -> secret.name).orElse(request.name());
  }

  private static void requireFound(boolean found, String name) {
    if (!found) {
      throw notFound(name);
    }
  }

  private static VaultRefusal notFound(String name) {
    return new VaultRefusal(VaultErrors.notFound(name));
  }
}
