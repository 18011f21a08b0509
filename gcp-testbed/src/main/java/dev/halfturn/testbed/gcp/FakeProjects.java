// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.Map;
import java.util.TreeMap;

/**
 * Resource Manager, as far as it gives the number of a project. To be played below {@value #PATH}.
 *
 * @see <a
 *     href="https://cloud.google.com/resource-manager/reference/rest/v3/projects/get">projects.get</a>
 */
public final class FakeProjects extends CloudService {

  /** Where it is to be played. */
  public static final String PATH = "/v3/projects/";

  private final Map<String, String> numbers = new TreeMap<>();

  /** With one project. */
  public FakeProjects(String project, String number) {
    numbers.put(project, number);
  }

  @Override
  protected Map<String, ?> answer(CloudRequest request) {
    String project = request.path().substring(PATH.length());
    String number = numbers.get(project);
    if (!request.method().equals("GET") || number == null) { // Google says so of both
      throw CloudRefusal.of(403, "PERMISSION_DENIED", "The caller does not have permission");
    }
    return Map.of(
        "name", "projects/" + number, "projectId", project, "state", "ACTIVE", "etag", "W/\"1\"");
  }
}
