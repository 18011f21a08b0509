// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.testbed.gcp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pub/Sub of one project: topics, their policies, subscriptions that are pulled. Messages come
 * again only if {@link #deliverAgain} says so. Thread-safe.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/rest">the reference</a>
 */
public final class FakePubSub extends CloudService {

  private static final Pattern RESOURCE =
      Pattern.compile("/v1/(projects/[^/]+/(topics|subscriptions)/[^/:]+)(?::(\\w+)|/(\\w+))?");

  /** How long a pull of nothing lasts; Google's lasts longer. */
  private static final long PULL_MILLIS = 300;

  private static final String TOPIC = "topic";
  private static final String AGENT = "@gcp-sa-secretmanager.iam.gserviceaccount.com";

  private final String project;
  private final Map<String, FakeTopic> topics = new TreeMap<>();
  private final Map<String, FakeSubscription> subscriptions = new TreeMap<>();
  private boolean agentExists = true;
  private int messages;

  /**
   * @param project by its id
   */
  public FakePubSub(String project) {
    this.project = project;
  }

  /** The paths below which it is to be played. */
  public List<String> paths() {
    String root = "/v1/projects/" + project;
    return List.of(root + "/topics", root + "/subscriptions");
  }

  /** With a topic, if there is none of that name yet. */
  public synchronized FakePubSub withTopic(String name) {
    topics.putIfAbsent(
        topic(name), new FakeTopic(new LinkedHashMap<>(Map.of("name", topic(name)))));
    return this;
  }

  /** With a subscription to a topic, both by their last names. */
  public synchronized FakePubSub withSubscription(String name, String topic) {
    String full = "projects/" + project + "/subscriptions/" + name;
    subscriptions.put(
        full,
        new FakeSubscription(
            new LinkedHashMap<>(
                Map.of("name", full, TOPIC, topic(topic), "ackDeadlineSeconds", 300))));
    return this;
  }

  /** Whether the project has a service agent of Secret Manager, which a policy may name. */
  public synchronized void agentExists(boolean exists) {
    agentExists = exists;
  }

  private String topic(String name) {
    return "projects/" + project + "/topics/" + name;
  }

  @Override
  protected Map<String, ?> answer(CloudRequest request) {
    Matcher path = RESOURCE.matcher(request.path());
    if (!path.matches()) {
      throw unknown(request);
    }
    String name = path.group(1);
    String verb = Optional.ofNullable(path.group(3)).orElse("");
    String below = Optional.ofNullable(path.group(4)).orElse("");
    String operation = request.method() + (verb.isEmpty() ? "" : ":" + verb);
    if (path.group(2).equals("topics")) {
      return below.equals("subscriptions")
          ? subscriptionsOf(name)
          : topic(operation, name, request);
    }
    return subscription(operation, name, request);
  }

  private synchronized Map<String, ?> topic(String operation, String name, CloudRequest request) {
    return switch (operation) {
      case "PUT" -> {
        if (topics.containsKey(name)) {
          throw exists(name);
        }
        topics.put(name, new FakeTopic(named(name, request.body())));
        yield topics.get(name).members;
      }
      case "GET" -> found(topics, name).members;
      case "DELETE" -> {
        found(topics, name);
        topics.remove(name);
        subscriptions.values().stream()
            .filter(subscription -> name.equals(subscription.members.get(TOPIC)))
            .forEach(FakeSubscription::goneTopic);
        yield Map.of();
      }
      case "GET:getIamPolicy" -> found(topics, name).policy();
      case "POST:setIamPolicy" -> {
        Map<?, ?> policy = (Map<?, ?>) request.body().get("policy");
        if (!agentExists && policy.toString().contains(AGENT)) {
          throw CloudRefusal.of(400, "INVALID_ARGUMENT", "Service account does not exist.");
        }
        yield found(topics, name).setPolicy(policy);
      }
      default -> throw unknown(request);
    };
  }

  private synchronized Map<String, ?> subscriptionsOf(String topic) {
    found(topics, topic);
    List<Object> names = new ArrayList<>();
    subscriptions.forEach(
        (name, subscription) -> {
          if (topic.equals(subscription.members.get(TOPIC))) {
            names.add(name);
          }
        });
    return names.isEmpty() ? Map.of() : Map.of("subscriptions", names);
  }

  private synchronized Map<String, ?> subscription(
      String operation, String name, CloudRequest request) {
    return switch (operation) {
      case "PUT" -> {
        if (subscriptions.containsKey(name)) {
          throw exists(name);
        }
        found(topics, String.valueOf(request.body().get(TOPIC)));
        subscriptions.put(name, new FakeSubscription(created(named(name, request.body()))));
        yield subscriptions.get(name).members;
      }
      case "GET" -> found(subscriptions, name).members;
      case "PATCH" -> {
        Map<?, ?> changed = (Map<?, ?>) request.body().get("subscription");
        Map<String, Object> members = found(subscriptions, name).members;
        for (String field : String.valueOf(request.body().get("updateMask")).split(",", -1)) {
          members.put(field, changed.get(field));
        }
        yield members;
      }
      case "DELETE" -> {
        found(subscriptions, name);
        subscriptions.remove(name);
        yield Map.of();
      }
      case "POST:pull" -> pull(name, ((Number) request.body().get("maxMessages")).intValue());
      case "POST:acknowledge" -> {
        found(subscriptions, name).acknowledge((List<?>) request.body().get("ackIds"));
        notifyAll();
        yield Map.of();
      }
      default -> throw unknown(request);
    };
  }

  /**
   * Subscriptions that nobody uses vanish after 31 days, unless their expirationPolicy is empty.
   *
   * @see <a
   *     href="https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions#ExpirationPolicy">ExpirationPolicy</a>
   */
  private static Map<String, Object> created(Map<String, Object> members) {
    members.putIfAbsent("expirationPolicy", Map.of("ttl", "2678400s"));
    members.putIfAbsent("ackDeadlineSeconds", 10);
    return members;
  }

  private Map<String, ?> pull(String name, int most) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PULL_MILLIS);
    List<Map<String, Object>> received = found(subscriptions, name).pull(most);
    while (received.isEmpty() && end - System.nanoTime() > 0) {
      if (!waitedUntil(end)) {
        break;
      }
      received = found(subscriptions, name).pull(most);
    }
    return received.isEmpty() ? Map.of() : Map.of("receivedMessages", received);
  }

  private boolean waitedUntil(long end) {
    try {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Map<String, Object> named(String name, Map<String, Object> body) {
    Map<String, Object> members = new LinkedHashMap<>(body);
    members.put("name", name);
    return members;
  }

  private static <T> T found(Map<String, T> resources, String name) {
    T resource = resources.get(name);
    if (resource == null) {
      throw CloudRefusal.of(404, "NOT_FOUND", "Resource not found (resource=" + name + ").");
    }
    return resource;
  }

  private static CloudRefusal exists(String name) {
    return CloudRefusal.of(
        409, "ALREADY_EXISTS", "Resource already exists in the project (resource=" + name + ").");
  }

  /**
   * Publishes to a topic, past the calls.
   *
   * @param topic by its last or its full name; nothing happens if there is none
   * @param data as text; empty for none
   * @return the message's id
   */
  public synchronized String publish(String topic, Map<String, String> attributes, String data) {
    String id = String.valueOf(10_000_000_000_000_000L + ++messages);
    Map<String, Object> message = new LinkedHashMap<>();
    if (!data.isEmpty()) {
      message.put(
          "data", Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
    }
    message.put("attributes", attributes);
    message.put("messageId", id);
    message.put("publishTime", "2026-03-01T12:00:00.123Z");
    send(topic, message);
    return id;
  }

  /** Puts a message into the subscriptions of a topic as it is, past the calls. */
  public synchronized void send(String topic, Map<String, Object> message) {
    String full = topic.contains("/") ? topic : topic(topic);
    subscriptions.values().stream()
        .filter(subscription -> full.equals(subscription.members.get(TOPIC)))
        .forEach(subscription -> subscription.add(message));
    notifyAll();
  }

  /** Whether there is a topic, by its last name. */
  public synchronized boolean hasTopic(String name) {
    return topics.containsKey(topic(name));
  }

  /** A subscription as the service shows it, to be changed; by its last name. */
  public synchronized Optional<Map<String, Object>> subscription(String name) {
    return Optional.ofNullable(subscriptions.get("projects/" + project + "/subscriptions/" + name))
        .map(subscription -> subscription.members);
  }

  /** The bindings of a topic's policy, as texts. */
  public synchronized String policy(String topic) {
    return String.valueOf(found(topics, topic(topic)).policy().get("bindings"));
  }

  /** Sets a topic's policy, past the calls. */
  public synchronized void policy(String topic, List<Map<String, Object>> bindings) {
    found(topics, topic(topic)).setPolicy(Map.of("bindings", bindings));
  }

  /** As when the time for acknowledging is over. */
  public synchronized void deliverAgain(String subscription) {
    own(subscription).deliverAgain();
    notifyAll();
  }

  /** How many messages are still to be acknowledged. */
  public synchronized int unacknowledged(String subscription) {
    return own(subscription).unacknowledged();
  }

  /** The ids of messages that were acknowledged, in order. */
  public synchronized List<String> acknowledged(String subscription) {
    return own(subscription).acknowledged();
  }

  private FakeSubscription own(String name) {
    return found(subscriptions, "projects/" + project + "/subscriptions/" + name);
  }

  /**
   * Waits until something holds, which is looked at after each message and each acknowledgement.
   *
   * @throws AssertionError after half a minute
   */
  public synchronized void await(Predicate<FakePubSub> condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.test(this)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new AssertionError("waited for half a minute");
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
