// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** A client's side of TLS that counts the connections it makes. */
final class CountingTls {

  private final AtomicInteger connections = new AtomicInteger();
  private final SSLContext context;

  CountingTls(SSLContext tls) {
    context = new Context(new Spi(tls, connections), tls);
  }

  SSLContext context() {
    return context;
  }

  int connections() {
    return connections.get();
  }

  private static final class Context extends SSLContext {
    Context(SSLContextSpi spi, SSLContext tls) {
      super(spi, tls.getProvider(), tls.getProtocol());
    }
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext tls;
    private final AtomicInteger connections;

    Spi(SSLContext tls, AtomicInteger connections) {
      this.tls = tls;
      this.connections = connections;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("it is one already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets(tls.getSocketFactory(), connections);
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return tls.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      return tls.createSSLEngine();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      return tls.createSSLEngine(host, port);
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return tls.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return tls.getClientSessionContext();
    }
  }

  private static final class Sockets extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final AtomicInteger connections;

    Sockets(SSLSocketFactory tls, AtomicInteger connections) {
      this.tls = tls;
      this.connections = connections;
    }

    private Socket counted(Socket socket) {
      connections.incrementAndGet();
      return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
      return counted(tls.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
        throws IOException {
      return counted(tls.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return counted(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return counted(tls.createSocket(host, port, from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return counted(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return counted(tls.createSocket(host, port, from, fromPort));
    }
  }
}
