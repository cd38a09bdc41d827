package chat.parley.http.importing;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import akka.stream.Materializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.room.Rooms;
import chat.parley.http.wire.Problem;
import chat.parley.http.wire.WireException;
import chat.parley.http.wire.WireJson;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/**
 * {@code POST /import}: lines stream in and are not read faster than the rooms write them down.
 * When a room cannot be had the rest of the body is read and dropped, so that the client hears of
 * it; it sends the same again, and the rooms skip what they have.
 */
public final class ImportDoor {

  private static final int ROOMS_AT_ONCE = 4;
  private static final long COME_AGAIN_MS = 1_000;

  private final Rooms rooms;

  public ImportDoor(Rooms rooms) {
    this.rooms = rooms;
  }

  /** Answers when the body has ended. */
  public CompletionStage<HttpResponse> take(
      HttpRequest request, Caller caller, Materializer materializer) {
    if (!caller.isAdmin()) {
      throw new WireException(ErrorCode.FORBIDDEN, "only an ADMIN imports");
    }
    ImportJob job = new ImportJob(caller);
    return request
        .entity()
        .withoutSizeLimit()
        .getDataBytes()
        .map(Optional::of)
        .concat(Source.single(Optional.empty()))
        .statefulMapConcat(() -> waves(job))
        .mapAsync(1, wave -> send(wave, materializer))
        .runForeach(job::absorb, materializer)
        .handle(
            (done, failure) -> {
              if (failure != null) {
                throw WireException.bad("the body ended before its end");
              }
              return answer(job);
            });
  }

  private static Function<Optional<ByteString>, Iterable<Wave>> waves(ImportJob job) {
    LineSplitter splitter = new LineSplitter();
    return bytes ->
        bytes
            .map(more -> splitter.feed(more).stream().flatMap(line -> job.accept(line).stream()))
            .orElseGet(
                () ->
                    Stream.concat(
                        splitter.last().flatMap(job::accept).stream(), job.finish().stream()))
            .toList();
  }

  private CompletionStage<List<Outcome>> send(Wave wave, Materializer materializer) {
    return Source.from(wave.parts())
        .mapAsync(ROOMS_AT_ONCE, this::send)
        .runWith(Sink.seq(), materializer);
  }

  private CompletionStage<Outcome> send(Wave.Part part) {
    if (part.create() == null) {
      return send(part, null);
    }
    return rooms
        .execute(part.target().key(), part.create())
        .thenCompose(
            reply ->
                reply instanceof RoomReply.RoomIs made
                    ? send(part, made)
                    : CompletableFuture.completedFuture(
                        new Outcome(part, null, null, (RoomReply.Rejected) reply)));
  }

  private CompletionStage<Outcome> send(Wave.Part part, RoomReply.RoomIs made) {
    if (part.items().isEmpty()) {
      return CompletableFuture.completedFuture(new Outcome(part, made, null, null));
    }
    RoomCommand command = new RoomCommand.Import(part.target().by(), part.source(), part.items());
    return rooms
        .execute(part.target().key(), command)
        .thenApply(
            reply ->
                reply instanceof RoomReply.Imported imported
                    ? new Outcome(part, made, imported, null)
                    : new Outcome(part, made, null, (RoomReply.Rejected) reply));
  }

  private static HttpResponse answer(ImportJob job) {
    return job.end()
        .map(no -> Problem.of(no.code(), no.detail(), waiting(no)))
        .orElseGet(
            () ->
                HttpResponse.create()
                    .withEntity(
                        ContentTypes.APPLICATION_JSON, WireJson.bytes(job.result()::write)));
  }

  private static long waiting(RoomReply.Rejected no) {
    return no.code().temporary() ? Math.max(no.retryAfterMs(), COME_AGAIN_MS) : 0;
  }
}
