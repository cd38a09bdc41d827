package chat.parley.http.ws;

import akka.Done;
import akka.http.javadsl.model.ws.Message;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import chat.parley.engine.session.SessionRequest;
import chat.parley.engine.session.Sessions;
import chat.parley.http.wire.FrameReader;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Client frames on their way to the session. A message may come whole or as a stream of parts;
 * parts are put together within {@link FrameReader#MAX_BYTES} and {@link #WHOLE_WITHIN}. Of a
 * message that is refused the rest is read and forgotten, so that the session's last words still
 * find their way out.
 */
final class Inbound {

  /** From the first part of a message to its last. */
  static final Duration WHOLE_WITHIN = Duration.ofSeconds(5);

  /**
   * Characters (or bytes) of a message that is too large, after which its end is not waited for.
   */
  static final long READ_AND_FORGOTTEN = 4 * 1024 * 1024;

  private static final CompletionStage<Done> DONE =
      CompletableFuture.completedFuture(Done.getInstance());

  private final Sessions.Session session;
  private final Materializer materializer;

  Inbound(Sessions.Session session, Materializer materializer) {
    this.session = session;
    this.materializer = materializer;
  }

  /** Completes when the message is dealt with and the next one may come. */
  CompletionStage<Done> accept(Message message) {
    if (!message.isText()) {
      session.receive(new SessionRequest.Garbage("binary frames are not understood"));
      return message.isStrict() ? DONE : drained(message.asBinaryMessage().getStreamedData());
    }
    if (message.isStrict()) {
      receive(message.asTextMessage().getStrictText());
      return DONE;
    }
    return collected(message.asTextMessage().getStreamedText());
  }

  private void receive(String text) {
    FrameReader.read(text).ifPresent(session::receive);
  }

  private CompletionStage<Done> collected(Source<String, ?> parts) {
    Parts soFar = new Parts();
    return parts
        .completionTimeout(WHOLE_WITHIN)
        .runForeach(soFar::add, materializer)
        .handle(
            (done, failure) -> {
              soFar.end(failure);
              return Done.getInstance();
            });
  }

  private CompletionStage<Done> drained(Source<?, ?> parts) {
    return parts
        .completionTimeout(WHOLE_WITHIN)
        .runWith(Sink.ignore(), materializer)
        .exceptionally(failure -> Done.getInstance());
  }

  /**
   * The parts of one message, used by one stream. That it is too large is said after its end: who
   * is still sending would not hear why the connection closes.
   */
  private final class Parts {

    private final StringBuilder text = new StringBuilder();
    private long length;

    void add(String part) {
      length += part.length();
      if (length <= FrameReader.MAX_BYTES) {
        text.append(part);
      } else if (length <= READ_AND_FORGOTTEN) {
        text.setLength(0);
      } else {
        throw new IllegalStateException("no end of this message in sight");
      }
    }

    void end(Throwable failure) {
      if (failure == null && length <= FrameReader.MAX_BYTES) {
        receive(text.toString());
      } else {
        session.receive(new SessionRequest.TooLarge());
      }
    }
  }
}
