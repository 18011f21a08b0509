// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.azure;

import com.sun.net.httpserver.HttpExchange;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One queue of Azure Queue Storage in this process, as documented, as far as messages go. It counts
 * time by the clock it is given. Thread-safe.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-message">Put Message</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/get-messages">Get Messages</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/update-message">Update
 *     Message</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/queue-service-error-codes">
 *     error codes</a>
 */
public final class FakeQueue implements AutoCloseable {

  private static final long SEVEN_DAYS = Duration.ofDays(7).toSeconds();
  private static final int LARGEST = 64 << 10;
  private static final Pattern TEXT = Pattern.compile("<MessageText>([^<]*)</MessageText>");

  private static final class Message {
    final String id;
    String text;
    String receipt;
    Instant visibleAt;

    Message(String id, String text, String receipt, Instant visibleAt) {
      this.id = id;
      this.text = text;
      this.receipt = receipt;
      this.visibleAt = visibleAt;
    }
  }

  private final InstantSource clock;
  private final String name;
  private final LocalServer server;
  private final List<Message> messages = new ArrayList<>();
  private Optional<LocalServer.Reply> refusal = Optional.empty();
  private int numbers;
  private int deleted;

  /**
   * @param clock by which messages become visible
   * @param name of the queue
   */
  public FakeQueue(InstantSource clock, String name) {
    this.clock = clock;
    this.name = name;
    this.server = new LocalServer("queue", this::answer);
  }

  /** Where the account's queues are. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** Methods and paths of all requests so far. */
  public List<String> requests() {
    return server.requests();
  }

  /** Puts a message into it, as Event Grid does: in base 64, visible at once. */
  public synchronized void deliver(String text) {
    add(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)), clock.instant());
  }

  /** Puts a message into it as it is. */
  public synchronized void deliverRaw(String text) {
    add(text, clock.instant());
  }

  /** From now on every request is refused; with nothing, it is not. */
  public synchronized void refuses(int status, String code) {
    refusal = code.isEmpty() ? Optional.empty() : Optional.of(error(status, code));
  }

  /**
   * From now on every request is refused for one of its parameters.
   *
   * @see <a
   *     href="https://learn.microsoft.com/rest/api/storageservices/status-and-error-codes2">status
   *     and error codes</a>
   */
  public synchronized void refusesParameter(String name) {
    refusal =
        Optional.of(
            error(
                400,
                "InvalidQueryParameterValue",
                "<QueryParameterName>" + name + "</QueryParameterName>"));
  }

  /** The texts of all messages that were not taken away, decoded. */
  public synchronized List<String> texts() {
    return messages.stream().map(message -> decoded(message.text)).toList();
  }

  /** The moments at which they are seen. */
  public synchronized List<Instant> moments() {
    return messages.stream().map(message -> message.visibleAt).toList();
  }

  /** How many were taken away. */
  public synchronized int deleted() {
    return deleted;
  }

  /** All that were received are seen again. */
  public synchronized void showAgain() {
    messages.forEach(message -> message.visibleAt = clock.instant());
  }

  /** Returns when it has come to that. */
  public synchronized void await(Predicate<FakeQueue> state) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!state.test(this)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it does not come to that");
      }
      try {
        wait(200);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }
  }

  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private Message add(String text, Instant visibleAt) {
    numbers++;
    Message message = new Message("message-" + numbers, text, receipt(), visibleAt);
    messages.add(message);
    notifyAll();
    return message;
  }

  /** With characters that must be encoded, as real ones have. */
  private String receipt() {
    numbers++;
    return "AgAAAAMA+/" + numbers + "==";
  }

  private synchronized LocalServer.Reply answer(HttpExchange exchange, String body) {
    Query query = Query.of(exchange.getRequestURI());
    if (exchange.getRequestHeaders().getFirst("x-ms-version") == null) {
      return error(400, "MissingRequiredHeader");
    }
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String path = exchange.getRequestURI().getPath();
    if (!path.startsWith("/" + name + "/messages")) {
      return error(404, "QueueNotFound");
    }
    String id = path.substring(("/" + name + "/messages").length());
    return switch (exchange.getRequestMethod()) {
      case "POST" -> put(query, body);
      case "GET" -> get(query);
      case "PUT" -> update(id.substring(1), query, body);
      case "DELETE" -> delete(id.substring(1), query);
      default -> error(405, "UnsupportedHttpVerb");
    };
  }

  private LocalServer.Reply put(Query query, String body) {
    Optional<String> text = text(body);
    long wait = query.number("visibilitytimeout", 0);
    long life = query.number("messagettl", SEVEN_DAYS);
    if (text.isEmpty()) {
      return error(400, "InvalidXmlDocument");
    }
    if (text.get().length() > LARGEST) {
      return error(413, "RequestBodyTooLarge");
    }
    if (wait < 0 || wait > SEVEN_DAYS || (life != -1 && (life < 1 || wait >= life))) {
      return error(400, "OutOfRangeQueryParameterValue");
    }
    Message message = add(text.get(), clock.instant().plusSeconds(wait));
    return LocalServer.Reply.xml(201, list(List.of(message), false));
  }

  private static Optional<String> text(String body) {
    Matcher matcher = TEXT.matcher(body);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private LocalServer.Reply get(Query query) {
    long number = query.number("numofmessages", 1);
    boolean peek = query.text("peekonly").equals("true");
    long wait = query.number("visibilitytimeout", 30);
    if (number < 1 || number > 32 || wait < 1 || wait > SEVEN_DAYS) {
      return error(400, "OutOfRangeQueryParameterValue");
    }
    Instant now = clock.instant();
    List<Message> seen =
        messages.stream().filter(message -> !message.visibleAt.isAfter(now)).limit(number).toList();
    if (!peek) {
      seen.forEach(
          message -> {
            message.receipt = receipt();
            message.visibleAt = now.plusSeconds(wait);
          });
      notifyAll();
    }
    return LocalServer.Reply.xml(200, list(seen, true));
  }

  private LocalServer.Reply update(String id, Query query, String body) {
    Optional<LocalServer.Reply> refused = requireReceipt(id, query);
    if (refused.isPresent()) {
      return refused.get();
    }
    Message message = find(id).orElseThrow();
    text(body).ifPresent(text -> message.text = text);
    message.receipt = receipt();
    message.visibleAt = clock.instant().plusSeconds(query.number("visibilitytimeout", 0));
    notifyAll();
    return LocalServer.Reply.empty(204).with("x-ms-popreceipt", message.receipt);
  }

  private LocalServer.Reply delete(String id, Query query) {
    Optional<LocalServer.Reply> refused = requireReceipt(id, query);
    if (refused.isPresent()) {
      return refused.get();
    }
    messages.remove(find(id).orElseThrow());
    deleted++;
    notifyAll();
    return LocalServer.Reply.empty(204);
  }

  private Optional<LocalServer.Reply> requireReceipt(String id, Query query) {
    Optional<Message> message = find(id);
    if (message.isEmpty()) {
      return Optional.of(error(404, "MessageNotFound"));
    }
    return message.get().receipt.equals(query.text("popreceipt"))
        ? Optional.empty()
        : Optional.of(error(400, "PopReceiptMismatch"));
  }

  private Optional<Message> find(String id) {
    return messages.stream().filter(message -> message.id.equals(id)).findFirst();
  }

  private static String list(List<Message> messages, boolean withText) {
    StringBuilder xml =
        new StringBuilder("\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><QueueMessagesList>");
    for (Message message : messages) {
      xml.append("<QueueMessage><MessageId>")
          .append(message.id)
          .append("</MessageId><PopReceipt>")
          .append(message.receipt)
          .append("</PopReceipt>");
      if (withText) {
        xml.append("<DequeueCount>1</DequeueCount><MessageText>")
            .append(message.text.replace("&", "&amp;").replace("<", "&lt;"))
            .append("</MessageText>");
      }
      xml.append("</QueueMessage>");
    }
    return xml.append("</QueueMessagesList>").toString();
  }

  private static LocalServer.Reply error(int status, String code) {
    return error(status, code, "");
  }

  private static LocalServer.Reply error(int status, String code, String more) {
    return LocalServer.Reply.xml(
            status,
            "\ufeff<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>"
                + code
                + "</Code><Message>m</Message>"
                + more
                + "</Error>")
        .with("x-ms-error-code", code);
  }

  @Override
  public void close() {
    server.close();
  }
}
