package chat.parley.bench.load;

import java.net.URI;
import java.util.Locale;

/** A connection that asks over HTTP/1.1 again and again, one request at a time. */
final class HttpConnection extends Channel {

  private static final byte[] HEAD_END = Bytes.of("\r\n\r\n");
  private static final byte[] LAST_CHUNK = Bytes.of("\r\n0\r\n\r\n");
  private static final int STATUS_AT = "HTTP/1.1 ".length();

  /** An answer that has no body, whatever its head says of one. */
  private static final int NOT_MODIFIED = 304;

  private static final String LENGTH = "content-length:";

  /** Who asks. */
  interface Owner {
    void connected(HttpConnection connection);

    /** The head of an answer that is whole, before it is told as such. */
    default void headed(HttpConnection connection, String head) {}

    /** An answer, its body still with the marks of chunks where it came in such. */
    void answered(HttpConnection connection, int status, byte[] bytes, int from, int to);

    void lost(String why);
  }

  private final URI server;
  private final Owner owner;

  HttpConnection(Loop loop, URI server, Owner owner) {
    super(loop);
    this.server = server;
    this.owner = owner;
  }

  void open() {
    connect(server);
  }

  /**
   * @param authorization the header's value
   */
  void get(String path, String authorization) {
    write(
        Bytes.of(
            "GET "
                + path
                + " HTTP/1.1\r\nHost: "
                + server.getRawAuthority()
                + "\r\nAuthorization: "
                + authorization
                + "\r\n\r\n"));
  }

  @Override
  void connected() {
    owner.connected(this);
  }

  @Override
  int take(byte[] bytes, int from, int to) {
    int body = Scan.after(bytes, from, to, HEAD_END);
    if (body < 0) {
      return from;
    }
    String head = Bytes.text(bytes, from, body);
    int status = (int) Scan.number(bytes, from + STATUS_AT, body);
    int end = status == NOT_MODIFIED ? body : end(head.toLowerCase(Locale.ROOT), bytes, body, to);
    if (end < 0 || end > to) {
      return from;
    }
    owner.headed(this, head);
    owner.answered(this, status, bytes, body, end);
    return end;
  }

  /** Where the answer ends, or -1 when that is not to be seen yet. */
  private static int end(String head, byte[] bytes, int body, int to) {
    int length = head.indexOf(LENGTH);
    if (length < 0) {
      // The last chunk may be the first; its line end is then that of the head.
      return Scan.after(bytes, body - 2, to, LAST_CHUNK);
    }
    String value = head.substring(length + LENGTH.length(), head.indexOf('\r', length));
    return body + Integer.parseInt(value.strip());
  }

  @Override
  void lost(String why) {
    owner.lost(why);
  }
}
