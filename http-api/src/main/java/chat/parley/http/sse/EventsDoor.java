package chat.parley.http.sse;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.stream.javadsl.Source;
import chat.parley.engine.session.Connection;
import chat.parley.engine.session.Outgoing;
import chat.parley.engine.session.Sessions;
import chat.parley.http.token.Arrival;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** {@code GET /api/chat/events}: a session as Server-Sent Events. */
public final class EventsDoor {

  private static final ContentType EVENTS = MediaTypes.TEXT_EVENT_STREAM.toContentType();

  /** Neither caches nor proxies (X-Accel-Buffering: nginx and what follows it) hold it back. */
  private static final List<HttpHeader> AT_ONCE =
      List.of(
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("X-Accel-Buffering", "no"));

  /** The protocol's delay of a first reconnect. */
  private static final int RETRY_FROM_MS = 200;

  private static final int RETRY_TO_MS = 2_000;

  private final Sessions sessions;
  private final Outgoing.Encoder data;
  private final IntUnaryOperator random;

  /**
   * @param json gives each push as one line of JSON
   * @param random a number from 0 up to, and without, its argument
   */
  public EventsDoor(Sessions sessions, Outgoing.Encoder json, IntUnaryOperator random) {
    this.sessions = sessions;
    this.data = EventWriter.data(json);
    this.random = random;
  }

  /**
   * The stream for a request whose token is good. The session looks at the token once more: it may
   * be revoked between the two.
   *
   * @param rooms parameter of the query, or null
   */
  public HttpResponse open(HttpRequest request, String rooms) {
    String last = request.getHeader("Last-Event-ID").map(HttpHeader::value).orElse(null);
    Positions positions = Positions.of(rooms, last);
    int retryMs = RETRY_FROM_MS + random.applyAsInt(RETRY_TO_MS - RETRY_FROM_MS);
    Connection connection = Arrival.connection(request);
    EventStream stream =
        new EventStream(
            () -> sessions.open(connection), positions, new EventWriter(data, positions, retryMs));
    return HttpResponse.create()
        .withEntity(HttpEntities.createChunked(EVENTS, Source.fromGraph(stream)))
        .addHeaders(AT_ONCE);
  }
}
