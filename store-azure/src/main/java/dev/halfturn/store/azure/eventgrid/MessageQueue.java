// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.store.azure.eventgrid;

import com.azure.core.exception.HttpResponseException;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.store.azure.call.AzureAccess;
import dev.halfturn.store.azure.call.AzureCall;
import dev.halfturn.store.azure.call.AzureFailure;
import dev.halfturn.store.azure.call.Refusal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The queue in which wake-ups wait, over the REST interface of Azure Queue Storage. Each call may
 * be repeated: at worst somebody is woken twice. Thread-safe.
 */
final class MessageQueue {

  /** How messages call the service. */
  static final String SERVICE = "Queue Storage";

  /** How long a message can wait at most before it is seen. */
  static final Duration LONGEST_WAIT = Duration.ofDays(7);

  private static final String SCOPE = "https://storage.azure.com/.default";
  private static final Map<String, String> HEADERS = Map.of("x-ms-version", "2024-11-04");
  private static final String XML = "application/xml";
  private static final int BATCH = 16;

  /** Longer than a batch of looks takes, so that nobody else is woken by what is being done. */
  private static final Duration INVISIBLE = Duration.ofMinutes(10);

  private static final Set<String> GONE = Set.of("MessageNotFound", "PopReceiptMismatch");
  private static final String INVALID = "InvalidQueryParameterValue";
  private static final Pattern OF_RECEIPT =
      Pattern.compile(
          "<QueryParameterName>popreceipt</QueryParameterName>", Pattern.CASE_INSENSITIVE);

  /** By what a message is changed or taken away, until somebody receives it. */
  record Ticket(String id, String receipt) {}

  /** A message that was received. */
  record Message(Ticket ticket, String text) {}

  private final String owner;
  private final AzureCall azure;
  private final String messages;

  private MessageQueue(String owner, AzureCall azure, String messages) {
    this.owner = owner;
    this.azure = azure;
    this.messages = messages;
  }

  static MessageQueue of(AzureAccess access, PluginConfig config) {
    return new MessageQueue(
        access.owner(),
        AzureCall.repeatable(access, SCOPE, HEADERS),
        endpoint(config) + "/" + config.get(EventGridOptions.QUEUE) + "/messages");
  }

  private static String endpoint(PluginConfig config) {
    String text =
        config
            .find(EventGridOptions.QUEUE_ENDPOINT)
            .map(URI::toString)
            .orElseGet(
                () ->
                    "https://"
                        + config.get(EventGridOptions.STORAGE_ACCOUNT)
                        + ".queue.core.windows.net");
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * Puts a message into it, which never ends by itself.
   *
   * @param wait until it is seen; at most {@link #LONGEST_WAIT}
   */
  Ticket put(String text, Duration wait) {
    return answered(
        () ->
            QueueXml.messages(
                    azure
                        .send(
                            "POST",
                            at("?messagettl=-1&visibilitytimeout=" + wait.toSeconds()),
                            XML,
                            QueueXml.message(text))
                        .body())
                .get(0)
                .ticket());
  }

  /** Lets a message wait anew; empty if it is there no more, or somebody has received it. */
  Optional<Ticket> move(Ticket ticket, String text, Duration wait) {
    return ifThere(
        () ->
            new Ticket(
                ticket.id(),
                azure
                    .send(
                        "PUT",
                        at(path(ticket) + "&visibilitytimeout=" + wait.toSeconds()),
                        XML,
                        QueueXml.message(text))
                    .headers()
                    .getOrDefault("x-ms-popreceipt", "")));
  }

  /** Takes a message away; that it has gone already is no error. */
  void delete(Ticket ticket) {
    ifThere(() -> azure.send("DELETE", at(path(ticket)), XML, ""));
  }

  /** What is to be seen now; nobody else sees it for a while. */
  List<Message> receive() {
    return answered(
        () ->
            QueueXml.messages(
                azure
                    .send(
                        "GET",
                        at(
                            "?numofmessages="
                                + BATCH
                                + "&visibilitytimeout="
                                + INVISIBLE.toSeconds()),
                        XML,
                        "")
                    .body()));
  }

  /** Looks whether it may be read, and touches nothing. Fails as the library does. */
  void peek() {
    azure.send("GET", at("?peekonly=true"), XML, "");
  }

  private static String path(Ticket ticket) {
    return "/"
        + URLEncoder.encode(ticket.id(), StandardCharsets.UTF_8)
        + "?popreceipt="
        + URLEncoder.encode(ticket.receipt(), StandardCharsets.UTF_8);
  }

  private URI at(String rest) {
    return URI.create(messages + rest);
  }

  private <T> Optional<T> ifThere(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (HttpResponseException e) {
      if (isGone(e)) {
        return Optional.empty();
      }
      throw failure(e);
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  /** A receipt that is no longer one may be called a parameter that is none. */
  private static boolean isGone(HttpResponseException e) {
    String code = Refusal.of(e).map(Refusal::code).orElse("");
    return GONE.contains(code)
        || (code.equals(INVALID) && OF_RECEIPT.matcher(String.valueOf(e.getValue())).find());
  }

  private <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      throw failure(e);
    }
  }

  private HalfturnException failure(RuntimeException failure) {
    return AzureFailure.of(owner, SERVICE, failure);
  }
}
