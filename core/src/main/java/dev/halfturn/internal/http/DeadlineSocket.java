// SPDX-License-Identifier: Apache-2.0
package dev.halfturn.internal.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketException;

/**
 * A socket each of whose reads ends with the reader's {@link Deadline}. A socket's own timeout
 * bounds one read only, and a peer that sends a byte now and then is read from for hours: in the
 * handshake, the headers and the length lines of chunks, where no code of ours runs between reads.
 */
final class DeadlineSocket extends Socket {

  private volatile int wantedTimeout;

  DeadlineSocket() {
    super(Proxy.NO_PROXY);
  }

  @Override
  public synchronized void setSoTimeout(int timeout) throws SocketException {
    wantedTimeout = timeout;
    super.setSoTimeout(timeout);
  }

  @Override
  public synchronized int getSoTimeout() {
    return wantedTimeout;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        limit();
        return super.read();
      }

      @Override
      public int read(byte[] room, int start, int length) throws IOException {
        limit();
        return super.read(room, start, length);
      }
    };
  }

  private void limit() throws IOException {
    super.setSoTimeout(Deadline.timeout(this, wantedTimeout));
  }
}
