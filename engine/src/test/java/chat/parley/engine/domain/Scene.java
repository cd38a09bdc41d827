package chat.parley.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A room on a stage: runs commands against it, keeps every event it decides, and answers its
 * lookups out of those events, as the history does.
 */
final class Scene {

  static final RoomKey KEY = new RoomKey("main", "r1");
  static final Caller ADMIN = new Caller("main", "root", "Root", null, Caller.Role.ADMIN);

  final List<RoomEvent> events = new ArrayList<>();
  final List<Change> changes = new ArrayList<>();
  Room room;
  Instant now = Instant.parse("2026-11-20T12:00:00Z");

  Scene(WindowSize size) {
    room = Room.absent(KEY, size);
  }

  /** A GROUP room of u1 (OWNER) and these members. */
  static Scene of(String... members) {
    return of(WindowSize.DEFAULT, members);
  }

  static Scene of(WindowSize size, String... members) {
    Scene scene = new Scene(size);
    scene.ok(
        new RoomCommand.Create(
            user("u1"), RoomKind.GROUP, "Room", null, null, List.of(members), false));
    return scene;
  }

  static Caller user(String id) {
    return new Caller("main", id, "Name of " + id, null, Caller.Role.USER);
  }

  /** Runs a command as the room's actors do: looks up what it needs, applies what it decides. */
  RoomReply run(RoomCommand command) {
    Loaded loaded = Loaded.NOTHING;
    while (true) {
      Decision decision = room.decide(command, now, loaded);
      if (decision instanceof Decision.Needs needs) {
        loaded = loaded.with(needs.lookup(), find(needs.lookup()));
      } else if (decision instanceof Decision.Accepted accepted) {
        accepted.events().forEach(this::happen);
        changes.addAll(accepted.changes());
        return accepted.reply();
      } else {
        return ((Decision.Refused) decision).why();
      }
    }
  }

  RoomReply ok(RoomCommand command) {
    RoomReply reply = run(command);
    assertThat(reply).isNotInstanceOf(RoomReply.Rejected.class);
    return reply;
  }

  void refused(RoomCommand command, ErrorCode code) {
    int before = events.size();
    RoomReply reply = run(command);
    assertThat(reply).isInstanceOf(RoomReply.Rejected.class);
    assertThat(((RoomReply.Rejected) reply).code()).isEqualTo(code);
    assertThat(events).hasSize(before);
  }

  private void happen(RoomEvent event) {
    events.add(event);
    room = room.apply(event);
  }

  RoomReply.Posted say(String userId, String content) {
    return (RoomReply.Posted) ok(post(userId, content, null));
  }

  static RoomCommand.Post post(String userId, String content, String clientMessageId) {
    return new RoomCommand.Post(
        user(userId), content, ContentType.TEXT, clientMessageId, null, List.of());
  }

  static RoomCommand.Post mention(String userId, String content, String... mentioned) {
    return new RoomCommand.Post(
        user(userId), content, ContentType.TEXT, null, null, List.of(mentioned));
  }

  /** What the history knows: all messages as the events fold, by seq. */
  Map<Long, StoredMessage> history() {
    Map<Long, StoredMessage> stored = new HashMap<>();
    for (RoomEvent event : events) {
      if (event instanceof RoomEvent.MessagePosted posted) {
        stored.put(
            posted.seq(), new StoredMessage(posted.message(), posted.fingerprint(), posted.rev()));
      } else if (event instanceof RoomEvent.OfMessage of) {
        StoredMessage before = stored.get(of.seq());
        stored.put(
            of.seq(),
            new StoredMessage(
                MessageFold.apply(before.message(), of), before.fingerprint(), before.rev()));
      }
    }
    return stored;
  }

  private Optional<StoredMessage> find(Lookup lookup) {
    if (lookup instanceof Lookup.BySeq bySeq) {
      return Optional.ofNullable(history().get(bySeq.seq()));
    }
    Lookup.ByClientMessageId key = (Lookup.ByClientMessageId) lookup;
    return history().values().stream()
        .filter(s -> s.message().senderId().equals(key.senderId()))
        .filter(s -> key.clientMessageId().equals(s.message().clientMessageId()))
        .findFirst();
  }

  /** Unread by the letter of the protocol, counted naively over all messages. */
  long naiveUnread(String userId, boolean onlyMentions) {
    Member member = room.member(userId).orElseThrow();
    return history().values().stream()
        .map(StoredMessage::message)
        .filter(m -> m.seq() > member.readSeq())
        .filter(m -> !m.senderId().equals(userId))
        .filter(m -> !m.isDeleted() && m.contentType() != ContentType.SYSTEM)
        .filter(m -> !onlyMentions || m.mentions().contains(userId))
        .count();
  }
}
