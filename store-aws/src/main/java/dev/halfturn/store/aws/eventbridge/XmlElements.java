// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.aws.eventbridge;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The texts of an answer in XML. */
final class XmlElements {

  private final String xml;

  XmlElements(String xml) {
    this.xml = xml;
  }

  /** The text of the first element of that name. */
  Optional<String> text(String element) {
    return textAfter("", element);
  }

  /** The value of an entry: {@code <entry><key>Policy</key><value>...}. */
  Optional<String> value(String key) {
    return textAfter(key, "value");
  }

  /** The text of the first element of that name behind a {@code key}, if one is to be behind. */
  private Optional<String> textAfter(String key, String element) {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
      boolean found = key.isEmpty();
      while (reader.hasNext()) {
        if (reader.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        if (found && reader.getLocalName().equals(element)) {
          return Optional.of(reader.getElementText());
        }
        if (!key.isEmpty() && reader.getLocalName().equals("key")) {
          found = reader.getElementText().equals(key);
        }
      }
      return Optional.empty();
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
  }
}
