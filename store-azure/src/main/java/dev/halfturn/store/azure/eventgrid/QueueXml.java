// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import dev.halfturn.store.azure.eventgrid.MessageQueue.Message;
import dev.halfturn.store.azure.eventgrid.MessageQueue.Ticket;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Messages as Queue Storage writes them. */
final class QueueXml {

  private static final String MESSAGE = "QueueMessage";

  private QueueXml() {}

  /**
   * @param text in base 64
   */
  static String message(String text) {
    return "<QueueMessage><MessageText>" + text + "</MessageText></QueueMessage>";
  }

  static List<Message> messages(String xml) {
    try {
      return read(XMLInputFactory.newFactory(), start(xml));
    } catch (XMLStreamException e) {
      throw new UncheckedIOException(new IOException("an answer that is no list of messages"));
    }
  }

  /** The service begins with a mark of the byte order. */
  private static String start(String xml) {
    return xml.substring(Math.max(0, xml.indexOf('<')));
  }

  private static List<Message> read(XMLInputFactory factory, String xml) throws XMLStreamException {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
    List<Message> messages = new ArrayList<>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals(MESSAGE)) {
        messages.add(message(reader));
      }
    }
    return messages;
  }

  private static Message message(XMLStreamReader reader) throws XMLStreamException {
    Map<String, String> members = new HashMap<>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      members.put(reader.getLocalName(), reader.getElementText());
    }
    return new Message(
        new Ticket(members.getOrDefault("MessageId", ""), members.getOrDefault("PopReceipt", "")),
        members.getOrDefault("MessageText", ""));
  }
}
