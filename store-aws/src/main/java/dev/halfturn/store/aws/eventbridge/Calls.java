// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import dev.halfturn.spi.ProvisionedStep.Call;
import dev.halfturn.store.aws.call.AwsCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls of one step, written down. In a dry run those that change something are not made. */
final class Calls {

  private static final Map<String, String> VERSIONS =
      Map.of("sns", "2010-03-31", "iam", "2010-05-08");

  private final AwsCall aws;
  private final boolean dryRun;
  private final List<Call> calls = new ArrayList<>();

  Calls(AwsCall aws, boolean dryRun) {
    this.aws = aws;
    this.dryRun = dryRun;
  }

  List<Call> all() {
    return calls;
  }

  /** The right that the last call needs, as policies name it. */
  String lastRight() {
    return calls.get(calls.size() - 1).operation().replace(' ', ':');
  }

  private void note(String service, String operation, Object input, boolean made) {
    calls.add(new Call(service + " " + operation, Json.text(input), made));
  }

  /** Asks a service that takes JSON. */
  Map<String, Object> read(String service, String target, Map<String, ?> input) {
    note(service, operation(target), input, true);
    return aws.read(service, target, input);
  }

  /** Changes something there; what comes of it is empty in a dry run. */
  Map<String, Object> write(String service, String target, Map<String, ?> input) {
    note(service, operation(target), input, !dryRun);
    return dryRun ? Map.of() : aws.write(service, target, input);
  }

  private static String operation(String target) {
    return target.substring(target.indexOf('.') + 1);
  }

  /** Asks a service with paths. */
  Map<String, Object> get(String service, String operation, String path) {
    note(service, operation, Map.of("path", path), true);
    return aws.rest(service, "GET", path, Map.of());
  }

  /** Changes something there. */
  void send(String service, String operation, String method, String path, Map<String, ?> input) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("path", path);
    shown.putAll(input);
    note(service, operation, shown, !dryRun);
    if (!dryRun) {
      aws.rest(service, method, path, input);
    }
  }

  /** Asks a service that takes a form. */
  XmlElements ask(String service, String operation, Map<String, String> fields) {
    note(service, operation, fields, true);
    return new XmlElements(aws.form(service, form(service, operation, fields)));
  }

  /** Changes something there; done twice, it is the same as done once. */
  void change(String service, String operation, Map<String, String> fields) {
    note(service, operation, fields, !dryRun);
    if (!dryRun) {
      aws.form(service, form(service, operation, fields));
    }
  }

  private static String form(String service, String operation, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Action", operation);
    all.put("Version", VERSIONS.get(service));
    all.putAll(fields);
    return all.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
