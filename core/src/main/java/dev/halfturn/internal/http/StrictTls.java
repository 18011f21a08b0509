// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * TLS 1.2 or newer over {@link DeadlineSocket}s, to a peer whose certificate names the host; a
 * lenient verifier that somebody set for the whole JVM changes nothing.
 *
 * <p>{@code HttpsURLConnection} asks for an unconnected socket, connects it and has it wrapped;
 * nothing else is offered.
 */
final class StrictTls extends SSLSocketFactory {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLSocketFactory wrapped;

  StrictTls(SSLSocketFactory wrapped) {
    this.wrapped = wrapped;
  }

  @Override
  public Socket createSocket() {
    return new DeadlineSocket();
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
      throws IOException {
    SSLSocket socket = (SSLSocket) wrapped.createSocket(connected, host, port, autoClose);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS);
    socket.setSSLParameters(parameters);
    return socket;
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return wrapped.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return wrapped.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw notOffered();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    throw notOffered();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    throw notOffered();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    throw notOffered();
  }

  private static IOException notOffered() {
    return new SocketException("only sockets connected by the caller are wrapped");
  }
}
