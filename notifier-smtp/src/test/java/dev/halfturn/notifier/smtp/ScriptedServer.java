// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A mail server that answers whatever a test likes, without TLS. */
final class ScriptedServer implements AutoCloseable {

  /** Answers nothing and keeps the line open. */
  static final String SILENCE = "<silence>";

  /** Hangs up in the orderly way. */
  static final String HANG_UP = "<hang up>";

  /** Breaks the connection. */
  static final String RESET = "<reset>";

  /** Says a letter now and then, and never ends the line. */
  static final String DRIP = "<drip>";

  private static final Map<String, String> USUAL =
      Map.of(
          "", "220 localhost ready",
          "EHLO", "250-localhost\r\n250 HELP",
          "MAIL", "250 ok",
          "RCPT", "250 ok",
          "DATA", "354 go on",
          ".", "250 2.0.0 queued as 17",
          "RSET", "250 ok",
          "QUIT", "221 bye");

  private final Map<String, String> answers;
  private final ServerSocket server;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final CountDownLatch left = new CountDownLatch(1);
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /** Answers to one command differently; the command {@code ""} is the greeting. */
  ScriptedServer(String command, String answer) throws IOException {
    this(Map.of(command, answer));
  }

  ScriptedServer(Map<String, String> answers) throws IOException {
    this.answers = answers;
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return server.getLocalPort();
  }

  /** The lines that came. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        start(() -> talk(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      boolean data = false;
      for (String line = ""; line != null; line = in.readLine()) {
        heard.add(line);
        String command = data ? "." : line.split(" ", 2)[0];
        if (data && !line.equals(".")) {
          continue;
        }
        String answer = answers.getOrDefault(command, USUAL.getOrDefault(command, "500 what?"));
        if (!answer(socket, answer)) {
          return;
        }
        data = answer.startsWith("354");
      }
    } catch (IOException gone) {
      // what the test wanted
    } finally {
      left.countDown();
    }
  }

  /** Whether a client's connection is over soon. */
  boolean isLeft() throws InterruptedException {
    return left.await(20, TimeUnit.SECONDS);
  }

  private static boolean answer(Socket socket, String answer) throws IOException {
    OutputStream out = socket.getOutputStream();
    switch (answer) {
      case SILENCE -> socket.getInputStream().read();
      case HANG_UP -> {}
      case RESET -> socket.setSoLinger(true, 0);
      case DRIP -> drip(out);
      default -> {
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
      }
    }
    return false;
  }

  private static void drip(OutputStream out) throws IOException {
    out.write("250-".getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write('x');
      out.flush();
      Pause.briefly();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
