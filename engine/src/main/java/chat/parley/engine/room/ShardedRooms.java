package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.japi.function.Function;
import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.RoomReply.Rejected;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/** The door to the rooms through sharding, which delivers at most once: it asks again. */
final class ShardedRooms implements Rooms {

  private final ActorSystem<?> system;
  private final RoomRegion region;
  private final History history;
  private final EngineSettings settings;
  private final LongAdder allowedUnasked = new LongAdder();

  ShardedRooms(ActorSystem<?> system, RoomRegion region, History history, EngineSettings settings) {
    this.system = system;
    this.region = region;
    this.history = history;
    this.settings = settings;
  }

  @Override
  public CompletionStage<RoomReply> execute(RoomKey room, RoomCommand command) {
    if (!(command instanceof RoomCommand.Post) || command.by().isAdmin()) {
      return send(room, command, 0);
    }
    return take(command.by())
        .thenCompose(
            waitMs ->
                send(room, command, waitMs)
                    .thenApply(reply -> settle(command.by(), waitMs, reply)));
  }

  /** A repeated send costs no allowance. */
  private RoomReply settle(Caller by, long waitMs, RoomReply reply) {
    if (waitMs == 0 && reply instanceof RoomReply.Posted posted && posted.duplicate()) {
      region.allowance(by.tenant(), by.userId()).tell(Allowance.GiveBack.INSTANCE);
    }
    return reply;
  }

  private CompletionStage<Long> take(Caller by) {
    return Asked.of(
            region
                .allowance(by.tenant(), by.userId())
                .<Allowance.Taken>ask(Allowance.Take::new, settings.allowanceWait()))
        .handle(
            (taken, failure) -> {
              if (failure != null) {
                allowedUnasked.increment();
                return 0L;
              }
              return taken.waitMs();
            });
  }

  private CompletionStage<RoomReply> send(RoomKey room, RoomCommand command, long waitMs) {
    return ask(
        room,
        (ActorRef<RoomReply> replyTo) ->
            new RoomMessage.Execute(command, waitMs == 0, waitMs, replyTo),
        repeatable(command));
  }

  /**
   * Whether a second run of a command that was run already does no harm, and has the same answer: a
   * room that was made would be a conflict, one who left would be no member.
   */
  private static boolean repeatable(RoomCommand command) {
    if (command instanceof RoomCommand.Post post) {
      return post.clientMessageId() != null;
    }
    if (command instanceof RoomCommand.Create create) {
      return create.getOrCreate();
    }
    return !(command instanceof RoomCommand.RemoveMember remove
        && remove.userId().equals(remove.by().userId()));
  }

  @Override
  public CompletionStage<RoomAnswer> ask(RoomKey room, RoomQuery query) {
    return ask(room, (ActorRef<RoomAnswer> replyTo) -> new RoomMessage.Ask(query, replyTo), true);
  }

  private <R> CompletionStage<R> ask(
      RoomKey room, Function<ActorRef<R>, RoomMessage> message, boolean repeat) {
    return attempt(room, message, repeat, System.nanoTime() + settings.deadline().toNanos());
  }

  private <R> CompletionStage<R> attempt(
      RoomKey room, Function<ActorRef<R>, RoomMessage> message, boolean repeat, long deadline) {
    Duration left = Duration.ofNanos(deadline - System.nanoTime());
    boolean last = !repeat || left.compareTo(settings.askTimeout()) <= 0;
    Duration patience = last ? left : settings.askTimeout();
    long began = System.nanoTime();
    return Asked.of(region.entity(room).<R>ask(message, patience))
        .handle(
            (reply, failure) -> {
              if (failure == null) {
                return CompletableFuture.completedFuture(reply);
              }
              return last || isAtOnce(began, patience)
                  ? CompletableFuture.completedFuture(ShardedRooms.<R>silence())
                  : attempt(room, message, true, deadline).toCompletableFuture();
            })
        .thenCompose(stage -> stage);
  }

  /** Nobody was there to be asked: this node is stopping, and another try would end as this one. */
  private static boolean isAtOnce(long began, Duration patience) {
    return System.nanoTime() - began < patience.toNanos() / 2;
  }

  /** Rejected is both a RoomReply and a RoomAnswer, the only two kinds that are asked for. */
  @SuppressWarnings("unchecked")
  private static <R> R silence() {
    return (R)
        new Rejected(
            ErrorCode.UNAVAILABLE, "the room did not answer in time; repeat with the same id", 500);
  }

  @Override
  public CompletionStage<RoomAnswer> messages(
      RoomKey room, Caller by, PageRequest page, long minRev) {
    return ask(room, new RoomQuery.Messages(by, page, minRev))
        .thenCompose(
            answer ->
                answer instanceof RoomAnswer.BeyondWindow beyond
                    ? older(room, by, page, Math.max(minRev, beyond.rev()))
                        .thenCompose(older -> checked(room, by, page, beyond.rev(), older))
                    : CompletableFuture.completedFuture(answer));
  }

  private CompletionStage<RoomAnswer> older(
      RoomKey room, Caller by, PageRequest request, long minRev) {
    return history
        .page(room, request)
        .handle(
            (page, failure) -> {
              if (failure != null) {
                system.log().warn("history of {} cannot be read: {}", room, failure.toString());
                return new Rejected(
                    ErrorCode.UNAVAILABLE, "older messages cannot be read now", 500);
              }
              return page.rev() < minRev
                  ? new Rejected(ErrorCode.UNAVAILABLE, "this room's rev is not seen yet", 200)
                  : new RoomAnswer.Page(seenBy(page, by));
            });
  }

  /**
   * Whoever may read was asked of the room as it was at {@code rev}. Where the history shows more,
   * the reader may have been removed since, and the room that answered may be a stale one: it is
   * asked again, as of what the page shows.
   */
  private CompletionStage<RoomAnswer> checked(
      RoomKey room, Caller by, PageRequest request, long rev, RoomAnswer older) {
    if (!(older instanceof RoomAnswer.Page shown) || shown.page().rev() <= rev) {
      return CompletableFuture.completedFuture(older);
    }
    return ask(room, new RoomQuery.Messages(by, request, shown.page().rev()))
        .thenApply(answer -> answer instanceof RoomAnswer.BeyondWindow ? older : answer);
  }

  private static MessagePage seenBy(MessagePage page, Caller by) {
    List<Message> seen =
        page.messages().stream().map(message -> message.seenBy(by.userId())).toList();
    return new MessagePage(seen, page.lastSeq(), page.rev(), page.nextBefore(), page.source());
  }

  @Override
  public void typing(RoomKey room, Caller by, boolean on) {
    region.tell(room, new RoomMessage.Typing(by, on));
  }

  /** Sends that passed since the sender's allowance did not answer in time. */
  long allowedUnasked() {
    return allowedUnasked.sum();
  }
}
