package chat.parley.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.feed.Samples;
import chat.parley.engine.session.SessionPush.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionOutboxTest {

  private final List<SessionEvent> reports = new ArrayList<>();
  private final SessionOutbox outbox = new SessionOutbox(10, 100_000);
  private final RoomSubscription big = subscription("big");
  private final RoomSubscription small = subscription("small");

  @BeforeEach
  void listen() {
    outbox.reportTo(reports::add);
  }

  private RoomSubscription subscription(String roomId) {
    return new RoomSubscription(
        "of " + roomId, 1L, roomId, Samples.user("u1"), outbox, reports::add, (of, change) -> {});
  }

  private static Outgoing push(String roomId, long rev) {
    return new Outgoing(new SessionPush.Event(roomId, Samples.posted(rev)));
  }

  private void events(RoomSubscription of, long first, long last) {
    for (long rev = first; rev <= last; rev++) {
      of.events(rev, push(of.roomId(), rev));
    }
  }

  private static Outgoing typing(String roomId) {
    return new Outgoing(new SessionPush.Typing(roomId, List.of()));
  }

  private List<SessionPush> takeAll() {
    List<SessionPush> taken = new ArrayList<>();
    for (Outgoing next = outbox.poll(); next != null; next = outbox.poll()) {
      taken.add(next.push());
    }
    return taken;
  }

  @Test
  void whatIsOfferedIsTakenInOrder() {
    outbox.answer(new SessionPush.Pong(1L));
    events(big, 1, 2);
    outbox.say(new SessionPush.Ping());

    assertThat(takeAll())
        .extracting(push -> push.getClass().getSimpleName())
        .containsExactly("Pong", "Event", "Event", "Ping");
    assertThat(outbox.poll()).isNull();
  }

  @Test
  void theConsumerIsCalledOnceForEachChangeFromEmpty() {
    AtomicInteger calls = new AtomicInteger();
    outbox.whenReady(calls::incrementAndGet);
    assertThat(calls).hasValue(0);

    events(big, 1, 3);
    assertThat(calls).hasValue(1);
    takeAll();
    events(big, 4, 4);
    assertThat(calls).hasValue(2);
    outbox.whenReady(calls::incrementAndGet);
    assertThat(calls).hasValue(3);
  }

  @Test
  void whatIsEphemeralGoesFirst() {
    events(big, 1, 6);
    for (int i = 0; i < 4; i++) {
      small.ephemeral(typing("small"));
    }
    events(small, 1, 1);

    List<SessionPush> taken = takeAll();
    assertThat(taken).hasSize(7).allMatch(push -> push instanceof SessionPush.Event);
    assertThat(reports).containsExactly(new SessionEvent.Full(1));
  }

  @Test
  void thenTheFullestRoomFallsBehindAndStaysSo() {
    events(small, 1, 2);
    events(big, 41, 48);
    outbox.answer(new SessionPush.Ok(1L));
    events(small, 3, 3);
    events(big, 49, 50);
    big.ephemeral(typing("big"));

    List<SessionPush> taken = takeAll();
    assertThat(taken.get(2)).isEqualTo(new SessionPush.Behind("big", 40));
    assertThat(taken)
        .extracting(push -> push.getClass().getSimpleName())
        .containsExactly("Event", "Event", "Behind", "Ok", "Event");
    assertThat(reports).containsExactly(new SessionEvent.Full(1), new SessionEvent.Ended(big));
    events(big, 51, 52);
    assertThat(takeAll()).isEmpty();
  }

  @Test
  void severalEventsTogetherCountAsManyAndFallBehindFromTheFirst() {
    events(big, 41, 42);
    assertThat(takeAll()).hasSize(2);
    together(big, 43, 48);
    assertThat(reports).isEmpty();
    together(big, 49, 54);

    assertThat(reports).containsExactly(new SessionEvent.Full(1), new SessionEvent.Ended(big));
    assertThat(takeAll()).containsExactly(new SessionPush.Behind("big", 42));
  }

  private void together(RoomSubscription of, long first, long last) {
    List<Outgoing> parts = new ArrayList<>();
    for (long rev = first; rev <= last; rev++) {
      parts.add(push(of.roomId(), rev));
    }
    of.events(first, Outgoing.together(parts));
  }

  @Test
  void bytesAreBoundedToo() {
    SessionOutbox narrow = new SessionOutbox(1_000, 2_000);
    narrow.reportTo(reports::add);
    RoomSubscription room =
        new RoomSubscription(
            "s", 1L, "r", Samples.user("u1"), narrow, reports::add, (of, change) -> {});
    for (long rev = 1; rev <= 10; rev++) {
      room.events(rev, push("r", rev));
    }

    assertThat(narrow.poll().push()).isEqualTo(new SessionPush.Behind("r", 0));
    assertThat(narrow.poll()).isNull();
  }

  @Test
  void answersAreNeverDropped() {
    big.synced(new Synced.Resumed(40, 40, 0, List.of()));
    outbox.answer(new SessionPush.Ok(1L));
    events(big, 41, 60);

    assertThat(takeAll())
        .extracting(push -> push.getClass().getSimpleName())
        .containsExactly("SyncedRoom", "Ok", "Behind");
  }

  @Test
  void aClientThatNeverReadsItsAnswersIsReported() {
    for (long i = 0; i < 10; i++) {
      outbox.answer(new SessionPush.Ok(i));
    }
    assertThat(reports).isEmpty();
    assertThat(outbox.unread()).isEqualTo(10);

    outbox.answer(new SessionPush.Ok(10L));

    assertThat(reports).containsExactly(new SessionEvent.Flooded());
  }

  @Test
  void itIsFullUntilTheSocketHasHalfEmptiedIt() {
    events(big, 1, 11);
    assertThat(outbox.isFullSince(1)).isTrue();
    outbox.poll();
    assertThat(outbox.isFullSince(1)).isFalse();

    events(small, 1, 11);
    assertThat(outbox.isFullSince(1)).isFalse();
    assertThat(outbox.isFullSince(2)).isTrue();
  }

  @Test
  void aReaderThatTakesTooLittleIsStillFull() {
    RoomSubscription other = subscription("other");
    events(big, 1, 4);
    events(other, 1, 4);
    events(small, 1, 3);
    assertThat(outbox.isFullSince(1)).isTrue();
    outbox.poll();

    assertThat(outbox.isFullSince(1)).isTrue();
  }

  @Test
  void whatASessionForgetsIsNotTaken() {
    big.synced(new Synced.Resumed(40, 40, 0, List.of()));
    events(big, 41, 42);
    big.ephemeral(typing("big"));
    events(small, 1, 1);
    outbox.forget(big);
    events(big, 43, 43);
    big.refused(Rejected.of(ErrorCode.FORBIDDEN, "late"));

    assertThat(takeAll())
        .extracting(push -> push.getClass().getSimpleName())
        .containsExactly("SyncedRoom", "Event");
  }

  @Test
  void wordsThatHaveBeenReadAreReportedOnce() {
    outbox.say(new SessionPush.Ping());
    outbox.say(new SessionPush.Ping());
    outbox.say(new SessionPush.Ping());
    outbox.reportReadOnAt(1);

    outbox.poll();
    assertThat(reports).isEmpty();
    outbox.poll();
    outbox.poll();

    assertThat(reports).containsExactly(new SessionEvent.ReadOn());
  }

  @Test
  void theLastWordIsTheLast() {
    AtomicInteger calls = new AtomicInteger();
    events(big, 1, 1);
    outbox.finish(new SessionPush.Bye(Code.DRAIN, 5));
    outbox.finish(new SessionPush.Bye(Code.SLOW, 5));
    outbox.answer(new SessionPush.Ok(1L));
    events(big, 2, 2);
    outbox.whenReady(calls::incrementAndGet);

    assertThat(outbox.isFinished()).isFalse();
    assertThat(takeAll()).hasSize(2).endsWith(new SessionPush.Bye(Code.DRAIN, 5));
    assertThat(outbox.isFinished()).isTrue();
    assertThat(calls).hasValue(1);
  }

  @Test
  void whatIsAbandonedIsFinished() {
    AtomicInteger calls = new AtomicInteger();
    outbox.whenReady(calls::incrementAndGet);
    events(big, 1, 3);
    outbox.abandon();

    assertThat(outbox.poll()).isNull();
    assertThat(outbox.isFinished()).isTrue();
    assertThat(calls).hasValue(2);
  }
}
