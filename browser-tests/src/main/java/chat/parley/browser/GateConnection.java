package chat.parley.browser;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection of a browser, and the one to the node that belongs to it. */
final class GateConnection {

  private static final byte[] REFUSAL =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int CONNECT_MS = 2_000;
  private static final int TEXT = 1;

  private final Socket client;
  private final Gate gate;
  private volatile Socket node;
  private volatile GateCall call;

  GateConnection(Socket client, Gate gate) {
    this.client = client;
    this.gate = gate;
  }

  static void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  void start() {
    startThread("gate-in", this::carryRequests);
  }

  boolean isSocket() {
    return call != null && call.socket();
  }

  /** Of the newest call. */
  String path() {
    return call == null ? "" : call.path();
  }

  private void carryRequests() {
    try {
      DataInputStream in = new DataInputStream(client.getInputStream());
      while (true) {
        byte[] head = head(in);
        GateCall next = GateCall.of(head);
        if (!gate.admits(next)) {
          client.getOutputStream().write(REFUSAL);
          end(false);
          return;
        }
        OutputStream out = node();
        call = next;
        out.write(head);
        copy(in, out, next.bodyBytes());
        while (next.socket()) {
          carryFrame(in, out);
        }
      }
    } catch (EOFException e) {
      // The browser has closed it.
      end(false);
    } catch (IOException e) {
      end(true);
    }
  }

  private OutputStream node() throws IOException {
    if (node == null) {
      Socket opened = new Socket();
      opened.connect(gate.node(), CONNECT_MS);
      opened.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      node = opened;
      startThread("gate-out", () -> carryAnswers(opened));
    }
    return node.getOutputStream();
  }

  private void carryAnswers(Socket from) {
    try {
      byte[] buffer = new byte[BUFFER_BYTES];
      InputStream in = from.getInputStream();
      OutputStream out = client.getOutputStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        gate.awaitWayOut(read);
        out.write(buffer, 0, read);
      }
      end(false);
    } catch (IOException e) {
      end(true);
    }
  }

  private static byte[] head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int ending = 0;
    while (ending < 4) {
      int next = in.read();
      if (next < 0 || head.size() > HEAD_BYTES) {
        throw new EOFException();
      }
      head.write(next);
      ending = next == (ending % 2 == 0 ? '\r' : '\n') ? ending + 1 : next == '\r' ? 1 : 0;
    }
    return head.toByteArray();
  }

  private static void copy(InputStream in, OutputStream out, long bytes) throws IOException {
    out.write(in.readNBytes((int) bytes));
    out.flush();
  }

  /** RFC 6455, section 5.2. What clients send is masked, and here never in several parts. */
  private void carryFrame(DataInputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    int first = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    frame.write(first);
    frame.write(second);
    int length = second & 0x7f;
    int more = length == 126 ? 2 : length == 127 ? 8 : 0;
    byte[] extended = in.readNBytes(more);
    frame.write(extended);
    for (int i = 0; i < more; i++) {
      length = (i == 0 ? 0 : length << 8) | extended[i] & 0xff;
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes(length);
    frame.write(mask);
    frame.write(payload);
    if ((first & 0x0f) == TEXT) {
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      gate.heard(ClientFrame.of(payload));
    }
    out.write(frame.toByteArray());
    out.flush();
  }

  /** Ends it as a broken network does. */
  void reset() {
    end(true);
  }

  private void end(boolean broken) {
    gate.ended(this);
    close(client, broken);
    if (node != null) {
      close(node, broken);
    }
  }

  private static void close(Socket socket, boolean broken) {
    try {
      if (broken && !socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
      return;
    }
  }
}
