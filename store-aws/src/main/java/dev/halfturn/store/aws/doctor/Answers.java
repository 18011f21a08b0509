// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.doctor;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** How answers are taken apart; what has another shape than expected is empty. */
final class Answers {

  private Answers() {}

  @SuppressWarnings("unchecked") // the keys of JSON are texts
  static List<Map<String, Object>> objects(Map<String, Object> object, String key) {
    return object.get(key) instanceof List<?> list
        ? list.stream().filter(Map.class::isInstance).map(one -> (Map<String, Object>) one).toList()
        : List.of();
  }

  @SuppressWarnings("unchecked") // the keys of JSON are texts
  static Map<String, Object> object(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  static String text(Map<String, Object> object, String key) {
    return object.get(key) instanceof String text ? text : "";
  }

  /** A list of anything; what is no list is a list of itself. */
  static List<Object> list(Object value) {
    return value == null
        ? List.of()
        : value instanceof List<?> list ? List.copyOf(list) : List.of(value);
  }

  static Map<String, Object> parse(String json) {
    try {
      return JSON.std.mapFrom(json);
    } catch (IOException e) {
      return Map.of();
    }
  }

  /** The text of the first element of a name. */
  static Optional<String> element(String xml, String name) {
    return records(xml, List.of(name)).stream().findFirst().map(record -> record.get(0));
  }

  /**
   * The texts of elements that come together, each record in the order in which they are named
   * here.
   *
   * @param names of elements of which each record has all
   */
  static List<List<String>> records(String xml, List<String> names) {
    List<List<String>> records = new ArrayList<>();
    String[] current = new String[names.size()];
    try {
      XMLStreamReader reader = factory().createXMLStreamReader(new StringReader(xml));
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        int index = names.indexOf(reader.getLocalName());
        if (index >= 0) {
          current[index] = reader.getElementText();
        }
        if (Arrays.stream(current).allMatch(Objects::nonNull)) {
          records.add(List.of(current));
          current = new String[names.size()];
        }
      }
    } catch (XMLStreamException e) {
      return List.of();
    }
    return records;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    return factory;
  }
}
