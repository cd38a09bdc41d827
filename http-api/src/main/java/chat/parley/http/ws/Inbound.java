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

  /** The parts of one message, used by one stream. */
  private final class Parts {

    private final StringBuilder text = new StringBuilder();
    private boolean refused;

    void add(String part) {
      if (refused) {
        return;
      }
      if (text.length() + part.length() > FrameReader.MAX_BYTES) {
        refuse();
      } else {
        text.append(part);
      }
    }

    void end(Throwable failure) {
      if (failure != null) {
        refuse();
      } else if (!refused) {
        receive(text.toString());
      }
    }

    private void refuse() {
      if (!refused) {
        refused = true;
        text.setLength(0);
        text.trimToSize();
        session.receive(new SessionRequest.TooLarge());
      }
    }
  }
}
