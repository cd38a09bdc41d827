package chat.parley.projections;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Decision;
import chat.parley.engine.domain.Loaded;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessageFold;
import chat.parley.engine.domain.Room;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.engine.domain.WindowSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A room that people use at random, with a window that forgets nothing. */
public final class RandomRoom {

  private static final WindowSize EVERYTHING = new WindowSize(1_000_000, Integer.MAX_VALUE);

  public final RoomKey key;
  public final List<String> users;
  public final List<RoomEvent> events = new ArrayList<>();
  public Room room;
  public Instant now = Instant.parse("2026-11-20T12:00:00Z");

  private final Random random;
  private final TreeMap<Long, Message> messages = new TreeMap<>();

  public RandomRoom(RoomKey key, Random random, List<String> users) {
    this.key = key;
    this.random = random;
    this.users = List.copyOf(users);
    this.room = Room.absent(key, EVERYTHING);
    run(
        new RoomCommand.Create(
            user(users.get(0)), RoomKind.GROUP, "Room", null, null, this.users, false));
  }

  public Caller user(String id) {
    return new Caller(key.tenant(), id, "Name of " + id, null, Caller.Role.USER);
  }

  /** Every message as it is now, in order. */
  public List<Message> messages() {
    return List.copyOf(messages.values());
  }

  /** The time of the newest message, or of the room's creation. */
  public Instant activity() {
    Instant last = room.info().lastMessageAt();
    return last == null ? room.info().createdAt() : last;
  }

  /** Runs a command; one that is refused changes nothing. */
  public void run(RoomCommand command) {
    Decision decision = room.decide(command, now, Loaded.NOTHING);
    if (decision instanceof Decision.Accepted accepted) {
      for (RoomEvent event : accepted.events()) {
        events.add(event);
        room = room.apply(event);
        if (event instanceof RoomEvent.OfMessage of) {
          messages.compute(of.seq(), (seq, before) -> MessageFold.apply(before, of));
        }
      }
    } else if (decision instanceof Decision.Needs needs) {
      throw new IllegalStateException("the window has everything, yet " + needs);
    }
  }

  /** As many commands of all kinds. */
  public void live(int commands) {
    for (int i = 0; i < commands; i++) {
      now = now.plusMillis(random.nextInt(4) == 0 ? 0 : random.nextInt(90_000));
      run(any());
    }
  }

  private RoomCommand any() {
    Caller by = user(anyUser());
    int dice = messages.isEmpty() ? 0 : random.nextInt(100);
    if (dice < 50) {
      return post(by, "text " + random.nextInt(1_000));
    } else if (dice < 60) {
      Message message = anyMessage();
      return new RoomCommand.Edit(user(message.senderId()), message.id(), "edited " + dice);
    } else if (dice < 67) {
      Message message = anyMessage();
      return new RoomCommand.Delete(user(message.senderId()), message.id());
    } else if (dice < 80) {
      String key = random.nextBoolean() ? "👍" : "\"quoted\\\"";
      return new RoomCommand.React(by, anyMessage().id(), key, random.nextInt(3) > 0);
    } else if (dice < 92) {
      long seq = random.nextInt(messages.size() + 1);
      return random.nextBoolean()
          ? new RoomCommand.MoveMarker(by, seq, null)
          : new RoomCommand.MoveMarker(by, null, seq);
    } else if (dice < 94) {
      return new RoomCommand.SetMute(by, random.nextBoolean());
    } else if (dice < 96) {
      return new RoomCommand.RemoveMember(
          user(users.get(0)), users.get(1 + random.nextInt(users.size() - 1)));
    } else {
      return new RoomCommand.PutMember(
          user(users.get(0)), anyUser(), MemberRole.MEMBER, false, null);
    }
  }

  public RoomCommand.Post post(Caller by, String content) {
    List<String> mentions = random.nextInt(3) == 0 ? List.of(anyUser()) : List.of();
    String replyTo = !messages.isEmpty() && random.nextInt(5) == 0 ? anyMessage().id() : null;
    String key = random.nextInt(4) == 0 ? null : "key-" + messages.size();
    ContentType type = random.nextInt(10) == 0 ? ContentType.CARD : ContentType.TEXT;
    return new RoomCommand.Post(by, content, type, key, replyTo, mentions);
  }

  public Message anyMessage() {
    return messages.get(1L + random.nextInt(messages.size()));
  }

  private String anyUser() {
    return users.get(random.nextInt(users.size()));
  }
}
