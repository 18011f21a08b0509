// SPDX-License-Identifier: Apache-2.0
package com.example.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * The stack, as CloudFormation would read it with some values of its parameters. What is not known
 * before there is a stack stays a variable: {@code ${Notices}}, {@code ${SecretsKey.Arn}}.
 */
final class Template {

  static final Path FILE = Path.of("template.yaml");

  private static final Object NO_VALUE = new Object();
  private static final String FUNCTION = "Fn::";

  private final Map<String, Object> document;
  private final Map<String, String> parameters;

  private Template(Map<String, Object> document, Map<String, String> parameters) {
    this.document = document;
    this.parameters = parameters;
  }

  /** With these values; parameters without one stay variables, conditions take their default. */
  static Template with(Map<String, String> parameters) throws IOException {
    LoadSettings settings = LoadSettings.builder().build();
    Load load = new Load(settings, new Tagged(settings));
    @SuppressWarnings("unchecked")
    Map<String, Object> document =
        (Map<String, Object>) load.loadFromString(Files.readString(FILE));
    return new Template(document, parameters);
  }

  /** The short forms of functions, as maps of the long ones. */
  private static final class Tagged extends StandardConstructor {

    Tagged(LoadSettings settings) {
      super(settings);
      Stream.of("Ref", "Sub", "GetAtt", "If", "Join", "Equals", "Not")
          .forEach(
              name -> tagConstructors.put(new Tag("!" + name), (ConstructNode) n -> call(name, n)));
    }

    private Map<String, Object> call(String name, Node node) {
      Object argument;
      if (node instanceof ScalarNode scalar) {
        argument = scalar.getValue();
      } else if (node instanceof SequenceNode sequence) {
        argument = constructSequence(sequence);
      } else {
        argument = constructMapping((MappingNode) node);
      }
      return Map.of(name.equals("Ref") ? name : FUNCTION + name, argument);
    }
  }

  Map<String, Object> parameters() {
    return map(document.get("Parameters"));
  }

  Map<String, Object> resources() {
    Map<String, Object> present = new LinkedHashMap<>();
    map(document.get("Resources"))
        .forEach(
            (name, resource) -> {
              Object condition = map(resource).get("Condition");
              if (condition == null || holds(condition)) {
                present.put(name, resolve(resource));
              }
            });
    return present;
  }

  Map<String, Object> resource(String name) {
    return map(resources().get(name));
  }

  Map<String, Object> properties(String resource) {
    return map(resource(resource).get("Properties"));
  }

  List<Map<String, Object>> statements(String resource, String policy) {
    return list(map(properties(resource).get(policy)).get("Statement")).stream()
        .map(Template::map)
        .toList();
  }

  /** One of the policies of a role. */
  Map<String, Object> policy(String role, String name) {
    return list(properties(role).get("Policies")).stream()
        .map(Template::map)
        .filter(policy -> policy.get("PolicyName").equals(name))
        .map(policy -> map(policy.get("PolicyDocument")))
        .findFirst()
        .orElseThrow();
  }

  Map<String, String> environment(String function) {
    Map<String, String> variables = new HashMap<>();
    map(map(properties(function).get("Environment")).get("Variables"))
        .forEach((name, value) -> variables.put(name, (String) value));
    return variables;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  static List<?> list(Object value) {
    return (List<?>) value;
  }

  private Object resolve(Object value) {
    if (value instanceof List<?> items) {
      return items.stream().map(this::resolve).filter(item -> item != NO_VALUE).toList();
    }
    if (!(value instanceof Map<?, ?>)) {
      return value;
    }
    Map<String, Object> members = map(value);
    if (members.size() == 1) {
      Map.Entry<String, Object> only = members.entrySet().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith(FUNCTION)) {
        return call(only.getKey().replace(FUNCTION, ""), only.getValue());
      }
    }
    Map<String, Object> resolved = new LinkedHashMap<>();
    members.forEach(
        (name, member) -> {
          Object result = resolve(member);
          if (result != NO_VALUE) {
            resolved.put(name, result);
          }
        });
    return resolved;
  }

  private Object call(String function, Object argument) {
    return switch (function) {
      case "Ref" -> argument.equals("AWS::NoValue") ? NO_VALUE : variable((String) argument);
      case "GetAtt" -> variable((String) argument);
      case "Sub" -> substituted((String) argument);
      case "Join" -> String.join((String) list(argument).get(0), texts(list(argument).get(1)));
      case "If" -> {
        List<?> cases = list(argument);
        yield resolve(holds(cases.get(0)) ? cases.get(1) : cases.get(2));
      }
      default -> throw new AssertionError(function);
    };
  }

  private List<String> texts(Object items) {
    List<String> texts = new ArrayList<>();
    list(resolve(items)).forEach(item -> texts.add((String) item));
    return texts;
  }

  private String variable(String name) {
    return Optional.ofNullable(parameters.get(name)).orElse("${" + name + "}");
  }

  private String substituted(String text) {
    String substituted = text;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      substituted = substituted.replace("${" + parameter.getKey() + "}", parameter.getValue());
    }
    return substituted;
  }

  private boolean holds(Object condition) {
    if (condition instanceof String name) {
      return holds(map(document.get("Conditions")).get(name));
    }
    Map<String, Object> call = map(condition);
    if (call.containsKey("Fn::Not")) {
      return !holds(list(call.get("Fn::Not")).get(0));
    }
    List<?> compared = list(call.get("Fn::Equals"));
    String parameter = (String) map(compared.get(0)).get("Ref");
    Object unsaid = map(map(document.get("Parameters")).get(parameter)).get("Default");
    return compared.get(1).equals(parameters.getOrDefault(parameter, (String) unsaid));
  }
}
