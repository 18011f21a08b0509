// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.notifier.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/**
 * The sockets of one connection, so that another thread can break it off. Timeouts alone do not end
 * a conversation in which the other side says a letter now and then.
 */
final class ConnectionSockets {

  private final List<Socket> open = new ArrayList<>();
  private boolean broken;

  /** Closes what is open, and whatever would be opened from now on. */
  synchronized void breakOff() {
    broken = true;
    open.forEach(ConnectionSockets::closeQuietly);
  }

  private synchronized Socket watched(Socket socket) throws SocketException {
    if (broken) {
      closeQuietly(socket);
      throw new SocketException("broken off");
    }
    open.add(socket);
    return socket;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use any more
    }
  }

  /** Makes sockets that are not connected yet. */
  SocketFactory plain() {
    return new Plain();
  }

  /** Puts TLS on sockets that are connected. */
  SSLSocketFactory secure(SSLContext trust) {
    return new Secure(trust.getSocketFactory());
  }

  private final class Plain extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      return watched(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw onlyUnconnected();
    }
  }

  private final class Secure extends SSLSocketFactory {
    private final SSLSocketFactory factory;

    Secure(SSLSocketFactory factory) {
      this.factory = factory;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
        throws IOException {
      return factory.createSocket(watched(connected), host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw onlyUnconnected();
    }
  }

  private static SocketException onlyUnconnected() {
    return new SocketException("the mail library connects sockets itself");
  }
}
