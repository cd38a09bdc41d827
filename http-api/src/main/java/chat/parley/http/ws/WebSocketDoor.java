package chat.parley.http.ws;

import akka.NotUsed;
import akka.http.javadsl.model.AttributeKeys;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.WebSocketUpgrade;
import akka.http.javadsl.server.Directives;
import akka.http.javadsl.server.Route;
import akka.stream.Materializer;
import akka.stream.javadsl.Flow;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.session.Connection;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.SessionPush;
import chat.parley.engine.session.Sessions;
import chat.parley.http.token.Arrival;
import chat.parley.http.wire.Problem;
import chat.parley.http.ws.frame.ServerFrames;
import java.nio.channels.SocketChannel;
import java.util.List;

/** {@code GET /api/chat/ws}: turns a WebSocket into a session and carries frames both ways. */
public final class WebSocketDoor {

  /** The subprotocol; a client may leave it out. */
  public static final String PROTOCOL = "parley.v1";

  /** Who reads and writes the frames of a connection that has been upgraded. */
  public enum Codec {
    /** This package, on the bytes of the connection. */
    DIRECT,
    /** Akka HTTP, by its API of messages. */
    PUBLIC
  }

  private final Sessions sessions;
  private final Outgoing.Encoder encoder;
  private final Origins origins;
  private final Codec codec;
  private final Channels channels;

  /**
   * @param encoder the node's one encoder: sockets share pushes in the form that comes of it
   * @param channels of the server's connections
   */
  public WebSocketDoor(
      Sessions sessions,
      Outgoing.Encoder encoder,
      Origins origins,
      Codec codec,
      Channels channels) {
    this.sessions = sessions;
    this.encoder = codec == Codec.DIRECT ? new WholeFrames(encoder) : encoder;
    this.origins = origins;
    this.codec = codec;
    this.channels = channels;
  }

  /** Each push as a whole frame, and several as one. */
  private record WholeFrames(Outgoing.Encoder texts) implements Outgoing.Encoder {

    @Override
    public byte[] encode(SessionPush push) {
      return ServerFrames.text(texts.encode(push));
    }

    @Override
    public byte[] join(List<byte[]> forms) {
      return ServerFrames.joined(forms);
    }
  }

  /** To be put where the path has been matched already. */
  public Route route() {
    return Directives.get(
        () -> Directives.extractRequest(request -> Directives.complete(answer(request))));
  }

  private HttpResponse answer(HttpRequest request) {
    WebSocketUpgrade upgrade = request.getAttribute(AttributeKeys.webSocketUpgrade).orElse(null);
    if (upgrade == null) {
      return Problem.of(ErrorCode.BAD_REQUEST, "a WebSocket upgrade is expected here", 0);
    }
    if (!origins.allows(header(request, "Origin"), header(request, "Host"))) {
      return Problem.of(ErrorCode.FORBIDDEN, "this origin may not connect", 0);
    }
    boolean named = false;
    boolean ours = false;
    for (String protocol : upgrade.getRequestedProtocols()) {
      named = true;
      ours |= protocol.equals(PROTOCOL);
    }
    if (named && !ours) {
      return Problem.of(ErrorCode.BAD_REQUEST, "the subprotocol is " + PROTOCOL, 0);
    }
    return accept(upgrade, request, ours ? PROTOCOL : null);
  }

  private HttpResponse accept(WebSocketUpgrade upgrade, HttpRequest request, String protocol) {
    Connection connection = Arrival.connection(request);
    if (codec == Codec.DIRECT) {
      DirectSocket socket =
          new DirectSocket(
              sessions, connection, encoder, DirectSocket.Patience.DEFAULT, channel(request));
      String key = header(request, "Sec-WebSocket-Key");
      return Handshake.accept(key, protocol, Flow.fromGraph(socket));
    }
    Flow<Message, Message, NotUsed> frames = frames(connection);
    return protocol == null
        ? upgrade.handleMessagesWith(frames)
        : upgrade.handleMessagesWith(frames, protocol);
  }

  private SocketChannel channel(HttpRequest request) {
    return request.getAttribute(AttributeKeys.remoteAddress).map(channels::of).orElse(null);
  }

  /** The session is opened when the connection has been upgraded, and closed when it ends. */
  private Flow<Message, Message, NotUsed> frames(Connection connection) {
    return Flow.fromMaterializer((materializer, attributes) -> session(connection, materializer))
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  private Flow<Message, Message, NotUsed> session(
      Connection connection, Materializer materializer) {
    Sessions.Session session = sessions.open(connection);
    Inbound inbound = new Inbound(session, materializer);
    Sink<Message, NotUsed> in =
        Flow.of(Message.class).mapAsync(1, inbound::accept).onErrorComplete().to(Sink.ignore());
    Source<Message, NotUsed> out =
        Source.fromGraph(new OutboxSource(session.outbox(), encoder))
            .watchTermination(
                (value, done) -> {
                  done.whenComplete((end, failure) -> session.closed());
                  return NotUsed.getInstance();
                });
    return Flow.fromSinkAndSourceCoupled(in, out);
  }

  private static String header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value).orElse(null);
  }
}
