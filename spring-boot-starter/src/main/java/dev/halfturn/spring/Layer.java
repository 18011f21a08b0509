// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.spring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * What one source of properties says of Halfturn: texts by key, each with the property's own name.
 * Names are taken as they were written, since Spring's own form of them has lost capitals and
 * slashes.
 */
record Layer(PropertySource<?> source, SortedMap<String, Given> settings) {

  static final String PREFIX = "halfturn.";

  /** A text and the name of the property that it is the value of; of several, the first. */
  record Given(String name, String text) {}

  private record Item(int index, Given given) {}

  private static final Pattern ITEM = Pattern.compile("(.+)\\[(\\d{1,4})]");
  private static final Pattern BRACKETS = Pattern.compile("\\.?\\[([^\\]]*)]");

  /** With a {@code List} of items told by index as one text, joined by commas. */
  static Layer of(EnumerablePropertySource<?> source) {
    Map<String, Given> settings = new TreeMap<>();
    Map<String, List<Item>> lists = new TreeMap<>();
    for (String name : source.getPropertyNames()) {
      Object value = name.startsWith(PREFIX) ? source.getProperty(name) : null;
      if (value == null) {
        continue;
      }
      Given given = new Given(name, value.toString());
      Matcher item = ITEM.matcher(name);
      if (item.matches()) {
        lists
            .computeIfAbsent(key(item.group(1)), key -> new ArrayList<>())
            .add(new Item(Integer.parseInt(item.group(2)), given));
      } else {
        settings.put(key(name), given);
      }
    }
    lists.forEach((key, items) -> settings.put(key, joined(items)));
    settings.keySet().removeIf(OwnKeys::contains);
    return new Layer(source, new TreeMap<>(settings));
  }

  private static String key(String name) {
    return BRACKETS.matcher(name.substring(PREFIX.length())).replaceAll(".$1");
  }

  private static Given joined(List<Item> items) {
    items.sort(Comparator.comparingInt(Item::index));
    List<String> texts = items.stream().map(item -> item.given().text()).toList();
    return new Given(items.get(0).given().name(), String.join(",", texts));
  }

  /** The same with the keys as Halfturn writes them, where they differ in dashes or capitals. */
  Layer as(Set<String> known) {
    SortedMap<String, Given> named = new TreeMap<>();
    settings.forEach(
        (key, given) -> {
          if (known.contains(key)) {
            named.put(key, given);
          }
        });
    settings.forEach((key, given) -> named.putIfAbsent(spelled(key, known), given));
    return new Layer(source, named);
  }

  private static String spelled(String key, Set<String> known) {
    String uniform = OwnKeys.uniform(key);
    return known.contains(key)
        ? key
        : known.stream()
            .filter(candidate -> OwnKeys.uniform(candidate).equals(uniform))
            .findFirst()
            .orElse(key);
  }

  /** Besides these, what another layer of the same source says. */
  Layer with(Layer other) {
    SortedMap<String, Given> all = new TreeMap<>(other.settings);
    all.putAll(settings);
    return new Layer(source, all);
  }
}
