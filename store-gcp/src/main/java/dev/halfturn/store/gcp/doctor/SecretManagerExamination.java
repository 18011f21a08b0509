// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.doctor;

import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Observed;
import dev.halfturn.spi.Observed.Level;
import dev.halfturn.store.gcp.call.CredentialLink;
import dev.halfturn.store.gcp.call.GcpAccess;
import dev.halfturn.store.gcp.call.GcpCall;
import dev.halfturn.store.gcp.call.GcpFailure;
import dev.halfturn.store.gcp.policy.SecretManagerRights;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Looks at what a store needs from a project at Google. Only reads, asks for no secret value, and
 * raises nothing: what cannot be looked at is said to be unknown.
 */
public final class SecretManagerExamination {

  private static final String SERVICE = "Secret Manager";

  private final GcpAccess access;
  private final GcpCall google;

  public SecretManagerExamination(GcpAccess access, GcpCall google) {
    this.access = access;
    this.google = google;
  }

  /**
   * All about a store, in the order in which it is to be read.
   *
   * @param secretIds of the secrets that hold the applications' entries
   */
  public List<Observed> examine(SortedSet<String> secretIds) {
    List<Observed> observed = new ArrayList<>();
    try {
      observed.add(
          Observed.of(
              Level.OK,
              "identity",
              access.link().map(CredentialLink::text).orElse("none: a test bed asks for none")));
      String where = access.location().map(location -> " in " + location).orElse("");
      observed.add(
          Observed.of(
              Level.OK, "project", access.project() + where + ", from " + access.projectSource()));
      observed.addAll(secrets(secretIds));
    } catch (HalfturnException e) {
      observed.add(failure(e));
    }
    return observed;
  }

  private List<Observed> secrets(SortedSet<String> secretIds) {
    List<Observed> observed = new ArrayList<>();
    int found = 0;
    for (String id : secretIds) {
      try {
        Map<String, Object> secret = ask("GET", path(id), Map.of());
        found++;
        observed.addAll(SecretVerdicts.settings(id, secret));
        observed.addAll(rights(id));
        observed.addAll(newest(id));
      } catch (HalfturnException e) {
        if (e.code() == ErrorCode.PERMISSION_DENIED) {
          observed.add(Observed.of(Level.UNKNOWN, "secret", id + ": nobody could look"));
          observed.addAll(rights(id));
        } else if (e.code() != ErrorCode.NOT_FOUND) {
          throw e;
        }
      }
    }
    if (observed.isEmpty()) {
      observed.add(Observed.of(Level.OK, "secrets", found + " in order"));
    }
    return observed;
  }

  private List<Observed> rights(String id) {
    List<String> asked = new ArrayList<>(SecretManagerRights.ROTATOR);
    asked.add(SecretVerdicts.DELETE);
    Map<String, Object> answer =
        ask("POST", path(id) + ":testIamPermissions", Map.of("permissions", asked));
    Set<String> granted = new TreeSet<>();
    if (answer.get("permissions") instanceof List<?> list) {
      list.forEach(permission -> granted.add(String.valueOf(permission)));
    }
    return SecretVerdicts.rights(id, SecretManagerRights.ROTATOR, granted);
  }

  private List<Observed> newest(String id) {
    try {
      Map<String, Object> version = ask("GET", path(id) + "/versions/latest", Map.of());
      return SecretVerdicts.newest(id, version).stream().toList();
    } catch (HalfturnException e) { // there is none yet, or nobody may look
      return List.of();
    }
  }

  private static Observed failure(HalfturnException e) {
    Observed failure = Observed.of(Level.FAILURE, "access", e.getMessage());
    return e.hint().map(failure::advising).orElse(failure);
  }

  private String path(String id) {
    String where = access.location().map(location -> "/locations/" + location).orElse("");
    return "/v1/projects/" + access.project() + where + "/secrets/" + id;
  }

  private Map<String, Object> ask(String method, String path, Map<String, ?> input) {
    try {
      return google.read(GcpAccess.SECRET_MANAGER, method, path, input);
    } catch (UncheckedIOException e) {
      throw GcpFailure.of(access.owner(), SERVICE, e);
    }
  }
}
