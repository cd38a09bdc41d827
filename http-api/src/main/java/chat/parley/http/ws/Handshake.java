package chat.parley.http.ws;

import akka.NotUsed;
import akka.http.impl.engine.server.UpgradeToOtherProtocolResponseHeader;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.Connection;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.SecWebSocketProtocol;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The server's part of the opening handshake (RFC 6455, 4.2.2), without extensions, after which the
 * bytes of the connection are ours. Akka HTTP has found the request to be a valid one.
 *
 * <p>The one place that uses a class which Akka HTTP keeps to itself; see docs/adr/0027.
 */
final class Handshake {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final HttpHeader UPGRADE = RawHeader.create("Upgrade", "websocket");
  private static final HttpHeader CONNECTION = Connection.create("upgrade");

  private Handshake() {}

  /**
   * @param key the request's Sec-WebSocket-Key
   * @param protocol the subprotocol to name, null for none
   */
  static HttpResponse accept(String key, String protocol, Flow<ByteString, ByteString, ?> bytes) {
    HttpResponse response =
        HttpResponse.create()
            .withStatus(StatusCodes.SWITCHING_PROTOCOLS)
            .addHeader(UPGRADE)
            .addHeader(CONNECTION)
            .addHeader(RawHeader.create("Sec-WebSocket-Accept", proof(key)))
            .addHeader(takeOver(bytes));
    return protocol == null ? response : response.addHeader(SecWebSocketProtocol.create(protocol));
  }

  /** Never written to the wire: it tells the server who goes on after the response. */
  private static HttpHeader takeOver(Flow<ByteString, ByteString, ?> bytes) {
    return UpgradeToOtherProtocolResponseHeader.apply(
        bytes.mapMaterializedValue(value -> (Object) NotUsed.getInstance()).asScala());
  }

  private static String proof(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
