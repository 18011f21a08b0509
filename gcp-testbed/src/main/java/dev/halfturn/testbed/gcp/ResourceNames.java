// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.util.regex.Pattern;

/**
 * How Secret Manager calls things.
 *
 * @see <a
 *     href="https://github.com/googleapis/googleapis/blob/master/google/cloud/secretmanager/v1/resources.proto">resources.proto</a>
 */
final class ResourceNames {

  static final String PARENT = "projects/[^/]+(?:/locations/[^/]+)?";
  static final String SECRET = PARENT + "/secrets/[^/:]+";
  static final String VERSION = SECRET + "/versions/[^/:]+";

  private static final Pattern PARENTS = Pattern.compile(PARENT);
  private static final Pattern SECRETS = Pattern.compile(SECRET);
  private static final Pattern VERSIONS = Pattern.compile(VERSION);
  private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9_-]{1,255}");

  private ResourceNames() {}

  static String secret(String parent, String id) {
    require(PARENTS, parent);
    if (!SECRET_ID.matcher(id).matches()) {
      throw GcpError.invalid("Invalid secret id: 1 to 255 of A-Z, a-z, 0-9, - and _");
    }
    return parent + "/secrets/" + id;
  }

  static void requireParent(String name) {
    require(PARENTS, name);
  }

  static void requireSecret(String name) {
    require(SECRETS, name);
  }

  static String secretOf(String version) {
    require(VERSIONS, version);
    return version.substring(0, version.indexOf("/versions/"));
  }

  static String versionId(String version) {
    return version.substring(version.lastIndexOf('/') + 1);
  }

  static boolean isRegional(String name) {
    return name.contains("/locations/");
  }

  private static void require(Pattern pattern, String name) {
    if (!pattern.matcher(name).matches()) {
      throw GcpError.invalid("Invalid resource name: " + name);
    }
  }
}
