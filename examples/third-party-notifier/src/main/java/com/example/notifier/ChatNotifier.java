// SPDX-License-Identifier: Apache-2.0
package com.example.notifier;

import dev.halfturn.spi.ConfigOption;
import dev.halfturn.spi.ErrorCode;
import dev.halfturn.spi.HalfturnException;
import dev.halfturn.spi.Notice;
import dev.halfturn.spi.Notifier;
import dev.halfturn.spi.NotifierFactory;
import dev.halfturn.spi.PluginConfig;
import dev.halfturn.spi.PluginContext;
import dev.halfturn.spi.Problem;
import dev.halfturn.spi.Receipt;
import dev.halfturn.spi.SecretValue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Posts each notice as plain text to a chat room that takes such posts. Thread-safe, as every
 * notifier has to be. It does not repeat what failed: the caller does, under the notice's id.
 */
public final class ChatNotifier implements Notifier {

  /** Opens it as {@code notifiers: chat}. */
  public static final class Factory implements NotifierFactory {
    private static final ConfigOption<URI> URL =
        ConfigOption.uri("url", "Address of the room, such as https://chat.example.com/room/ops")
            .require();
    private static final ConfigOption<SecretValue> TOKEN =
        ConfigOption.secret("token", "Token that the room asks for");

    @Override
    public String name() {
      return "chat";
    }

    @Override
    public List<ConfigOption<?>> options() {
      return List.of(URL, TOKEN);
    }

    @Override
    public Notifier open(PluginConfig config, PluginContext context) {
      return new ChatNotifier(config.get(URL), config.find(TOKEN), context.clock());
    }
  }

  private static final Duration AT_MOST = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(AT_MOST).build();
  private final URI room;
  private final Optional<SecretValue> token;
  private final InstantSource clock;
  private volatile boolean closed;

  ChatNotifier(URI room, Optional<SecretValue> token, InstantSource clock) {
    this.room = room;
    this.token = token;
    this.clock = clock;
  }

  @Override
  public Receipt send(Notice notice) {
    if (closed) {
      throw failure(ErrorCode.FAILED_PRECONDITION, "the chat notifier is closed");
    }
    String text = notice.severity() + " " + notice.subject() + "\n\n" + notice.body();
    HttpRequest.Builder post =
        HttpRequest.newBuilder(room)
            .timeout(AT_MOST)
            .header("Content-Type", "text/plain; charset=utf-8")
            .header("Idempotency-Key", notice.id()) // a notice may come again, under the same id
            .POST(BodyPublishers.ofString(text));
    token.ifPresent(secret -> post.header("Authorization", "Bearer " + secret.revealUtf8()));
    int status = status(post.build());
    if (status >= 300) {
      throw failure(code(status), "the chat answers " + status);
    }
    return new Receipt(Integer.toString(status), clock.instant());
  }

  private int status(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      // without the exception's text, which may quote the address
      throw failure(ErrorCode.UNAVAILABLE, "the chat cannot be reached");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(ErrorCode.UNAVAILABLE, "was told to stop before the chat had answered");
    }
  }

  /** Whether the same notice may get through later, or else what is wrong for good. */
  private static ErrorCode code(int status) {
    return switch (status) {
      case 401 -> ErrorCode.UNAUTHENTICATED;
      case 403 -> ErrorCode.PERMISSION_DENIED;
      case 404, 410 -> ErrorCode.NOT_FOUND;
      case 429 -> ErrorCode.RATE_LIMITED;
      default -> status < 500 ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNAVAILABLE;
    };
  }

  @Override
  public void close() {
    closed = true;
  }

  private static HalfturnException failure(ErrorCode code, String message) {
    return new HalfturnException(Problem.of(code, message));
  }
}
