// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.gcp.pubsub;

import dev.halfturn.store.gcp.call.GcpAccess;

/** Full names of what lies in a project, and their paths. */
record Resources(GcpAccess access) {

  String topic(String name) {
    return "projects/" + access.project() + "/topics/" + name;
  }

  String subscription(String name) {
    return "projects/" + access.project() + "/subscriptions/" + name;
  }

  /**
   * A secret.
   *
   * @param name its id, or any full name of it
   */
  String secret(String name) {
    String id = name.substring(name.lastIndexOf('/') + 1);
    String where = access.location().map(location -> "/locations/" + location).orElse("");
    return "projects/" + access.project() + where + "/secrets/" + id;
  }

  static String path(String resource) {
    return "/v1/" + resource;
  }
}
