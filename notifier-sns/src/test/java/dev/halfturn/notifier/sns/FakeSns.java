// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.sns;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * The few operations of the service that are used, in its own protocol: forms in, XML out. Lists
 * come in pages of two, and mail subscriptions wait for their confirmation.
 */
final class FakeSns implements SnsBed {

  private static final String REGION = "eu-central-1";
  private static final String PREFIX = "arn:aws:sns:" + REGION + ":123456789012:";
  private static final int PAGE = 2;

  /** What the service refuses by. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;
    private final String code;

    Refused(int status, String code) {
      super(code);
      this.status = status;
      this.code = code;
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Map<String, String>> topics = new TreeMap<>();
  private final List<Map<String, String>> subscriptions = new ArrayList<>();
  private final List<Map<String, String>> published = new ArrayList<>();
  private final Map<String, Integer> calls = new TreeMap<>();
  private Refused failure;

  FakeSns() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public String arn(String name) {
    return PREFIX + name;
  }

  /** From now on every call is refused. */
  synchronized void refuses(int status, String code) {
    failure = new Refused(status, code);
  }

  synchronized int calls(String action) {
    return calls.getOrDefault(action, 0);
  }

  /** As if somebody had clicked every link. */
  synchronized void confirmAll() {
    for (Map<String, String> subscription : subscriptions) {
      subscription.put("SubscriptionArn", subscription.get("TopicArn") + ":0123");
    }
  }

  @Override
  public synchronized List<Published> published() {
    return published.stream()
        .map(
            form ->
                new Published(
                    form.get("TopicArn"),
                    form.getOrDefault("Subject", ""),
                    form.get("Message"),
                    form.getOrDefault("MessageGroupId", ""),
                    attributes(form)))
        .toList();
  }

  /** The whole form of the last publication. */
  synchronized Map<String, String> lastForm() {
    return published.get(published.size() - 1);
  }

  private static Map<String, String> attributes(Map<String, String> form) {
    Map<String, String> attributes = new TreeMap<>();
    for (int i = 1; form.containsKey("MessageAttributes.entry." + i + ".Name"); i++) {
      String entry = "MessageAttributes.entry." + i;
      attributes.put(form.get(entry + ".Name"), form.get(entry + ".Value.StringValue"));
    }
    return attributes;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> form =
          form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      String action = form.get("Action");
      int status = 200;
      String xml;
      try {
        xml = answer(action, form);
      } catch (Refused e) {
        status = e.status;
        xml =
            "<ErrorResponse><Error><Type>Sender</Type><Code>"
                + e.code
                + "</Code><Message>User: arn:aws:iam::123456789012:user/somebody is not told"
                + "</Message></Error></ErrorResponse>";
      }
      byte[] body = xml.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/xml");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized String answer(String action, Map<String, String> form) throws Refused {
    calls.merge(action, 1, Integer::sum);
    if (failure != null) {
      throw failure;
    }
    String result =
        switch (action) {
          case "CreateTopic" -> createTopic(form);
          case "GetTopicAttributes" ->
              topic(form).entrySet().stream()
                  .map(
                      entry ->
                          "<entry>"
                              + tag("key", entry.getKey())
                              + tag("value", entry.getValue())
                              + "</entry>")
                  .collect(Collectors.joining("", "<Attributes>", "</Attributes>"));
          case "ListTopics" ->
              page(
                  "Topics",
                  topics.keySet().stream().map(arn -> tag("TopicArn", arn)).toList(),
                  form);
          case "ListSubscriptionsByTopic" -> listSubscriptions(form);
          case "Subscribe" -> subscribe(form);
          case "Publish" -> publish(form);
          default -> throw new Refused(400, "InvalidAction");
        };
    return "<"
        + action
        + "Response><"
        + action
        + "Result>"
        + result
        + "</"
        + action
        + "Result></"
        + action
        + "Response>";
  }

  private String createTopic(Map<String, String> form) {
    String arn = PREFIX + form.get("Name");
    topics.computeIfAbsent(
        arn,
        made ->
            form.containsKey("Attributes.entry.1.key")
                ? Map.of(form.get("Attributes.entry.1.key"), form.get("Attributes.entry.1.value"))
                : Map.of());
    return tag("TopicArn", arn);
  }

  private Map<String, String> topic(Map<String, String> form) throws Refused {
    Map<String, String> topic = topics.get(form.get("TopicArn"));
    if (topic == null) {
      throw new Refused(404, "NotFound");
    }
    return topic;
  }

  private String listSubscriptions(Map<String, String> form) throws Refused {
    topic(form);
    return page(
        "Subscriptions",
        subscriptions.stream()
            .filter(subscription -> subscription.get("TopicArn").equals(form.get("TopicArn")))
            .map(
                subscription ->
                    subscription.entrySet().stream()
                        .map(entry -> tag(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining()))
            .toList(),
        form);
  }

  private static String page(String list, List<String> members, Map<String, String> form) {
    int from = Integer.parseInt(form.getOrDefault("NextToken", "0"));
    int to = Math.min(members.size(), from + PAGE);
    String next = to < members.size() ? tag("NextToken", Integer.toString(to)) : "";
    return members.subList(from, to).stream()
            .map(member -> "<member>" + member + "</member>")
            .collect(Collectors.joining("", "<" + list + ">", "</" + list + ">"))
        + next;
  }

  private String subscribe(Map<String, String> form) throws Refused {
    topic(form);
    boolean mail = form.get("Protocol").equals("email");
    String arn = mail ? "PendingConfirmation" : form.get("TopicArn") + ":0123";
    Map<String, String> subscription = new LinkedHashMap<>();
    subscription.put("SubscriptionArn", arn);
    subscription.put("Protocol", form.get("Protocol"));
    subscription.put("Endpoint", form.get("Endpoint"));
    subscription.put("TopicArn", form.get("TopicArn"));
    subscriptions.add(subscription);
    return tag("SubscriptionArn", mail ? "pending confirmation" : arn);
  }

  private String publish(Map<String, String> form) throws Refused {
    boolean fifo = topic(form).containsKey("FifoTopic");
    if (fifo != form.containsKey("MessageGroupId")
        || form.getOrDefault("Subject", "").length() > 100) {
      throw new Refused(400, "InvalidParameter");
    }
    published.add(form);
    return tag("MessageId", "m-" + published.size());
  }

  private static String tag(String name, String text) {
    String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
    return "<" + name + ">" + escaped + "</" + name + ">";
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new LinkedHashMap<>();
    for (String field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      form.put(
          field.substring(0, equals),
          URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
