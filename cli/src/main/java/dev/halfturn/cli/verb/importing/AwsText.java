// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.cli.verb.importing;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Amazon's own command line writes of a secret ({@code aws secretsmanager get-secret-value},
 * whose value is a JSON text in a JSON text) or of parameters ({@code aws ssm
 * get-parameters-by-path}, whose names are paths). Values cannot be taken out of it again.
 */
final class AwsText {

  private static final String SECRET = "SecretString";
  private static final String PARAMETERS = "Parameters";

  private static final Pattern DOCUMENT =
      Pattern.compile("\\s*\\{[^{\\[]*\"(" + SECRET + "|" + PARAMETERS + ")\"\\s*:");

  /** {@code /my-erp/lwa/clientsecret}: whose it is, and what. */
  private static final Pattern PATH = Pattern.compile("/?(?<owner>[^/]+)/(?:.*/)?(?<name>[^/]+)");

  /** In Amazon's example of a rotation by AWS. */
  private static final Map<String, String> PATH_NAMES = Map.of("clientidentifier", "clientId");

  private record Parameter(String owner, String name, String value) {}

  private final Reading reading = new Reading();

  private AwsText() {}

  /** Whether a text looks like one. */
  static boolean is(String text) {
    return DOCUMENT.matcher(text).lookingAt();
  }

  /** Reads one, or what a secret holds by itself. */
  static Reading read(String text) {
    if (!is(text)) {
      return YamlText.read(text);
    }
    AwsText reader = new AwsText();
    try {
      reader.readDocument(JSON.std.mapFrom(text));
    } catch (IOException e) {
      reader.reading.fault(1, "is not well-formed JSON");
    }
    return reader.reading;
  }

  private void readDocument(Map<String, Object> document) {
    if (document.get(SECRET) instanceof String json) {
      readSecret(json);
    } else if (document.get(PARAMETERS) instanceof List<?> parameters) {
      readParameters(parameters);
    } else {
      reading.fault(1, "holds no text");
    }
  }

  private void readSecret(String json) {
    Reading inner = YamlText.read(json);
    if (!inner.faults().isEmpty()) {
      reading.fault(1, "holds a secret that is no JSON object");
    }
    inner
        .entries()
        .forEach(entry -> reading.add(Entry.of(entry.section(), entry.name(), entry.value())));
  }

  private void readParameters(List<?> parameters) {
    List<Parameter> found = new ArrayList<>();
    for (Object parameter : parameters) {
      if (parameter instanceof Map<?, ?> members
          && members.get("Name") instanceof String name
          && members.get("Value") instanceof String value) {
        Matcher path = PATH.matcher(name);
        if (path.matches()) {
          found.add(new Parameter(path.group("owner"), path.group("name"), value));
        }
      }
    }
    boolean several = found.stream().map(Parameter::owner).distinct().count() > 1;
    for (Parameter one : found) {
      String name = PATH_NAMES.getOrDefault(one.name(), one.name());
      reading.add(Entry.of(several ? one.owner() : "", name, one.value()));
    }
  }
}
