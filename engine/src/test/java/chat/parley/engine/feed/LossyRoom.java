package chat.parley.engine.feed;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ErrorCode;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.Synced;
import chat.parley.engine.room.RoomLink;
import chat.parley.engine.room.RoomMessage;
import chat.parley.engine.room.RoomPush;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Rooms by the book, at the far end of a line that loses what it is given, one message in so many,
 * in both directions. Without losses it is simply a room that a test can drive.
 */
public final class LossyRoom implements RoomLink, JournalHeads {

  private static final int WINDOW = 20;

  private final Random random;
  private final ActorRef<RoomMessage> self;
  private final Map<RoomKey, List<Change>> changes = new HashMap<>();
  private final Map<RoomKey, Set<ActorRef<RoomPush>>> feeds = new HashMap<>();
  private final List<RoomMessage> received = new ArrayList<>();
  private final Set<String> strangers = new HashSet<>();
  private int oneIn;

  /**
   * @param oneIn one message in so many is lost, 0 for none
   * @param self what feeds are to watch
   */
  public LossyRoom(int oneIn, long seed, ActorRef<RoomMessage> self) {
    this.oneIn = oneIn;
    this.random = new Random(seed);
    this.self = self;
  }

  /** Users who are not let in. */
  public synchronized void refuse(String userId) {
    strangers.add(userId);
  }

  public synchronized void loseNothingFromNowOn() {
    oneIn = 0;
  }

  public synchronized List<RoomMessage> received() {
    return List.copyOf(received);
  }

  /** Makes the room's next change: its kind is of no interest. */
  public synchronized void post(RoomKey room) {
    change(room, Samples.posted(rev(room) + 1));
  }

  /** Makes the room's next change. */
  public synchronized void change(RoomKey room, Change change) {
    log(room).add(change);
    push(room, new RoomPush.Pushed(List.of(change)));
  }

  public synchronized void push(RoomKey room, RoomPush push) {
    feeds.getOrDefault(room, Set.of()).forEach(feed -> say(feed, push));
  }

  /** Out of memory: the feeds are told and forgotten. */
  public synchronized void goQuiet(RoomKey room) {
    push(room, new RoomPush.GoneQuiet(rev(room)));
    feeds.remove(room);
  }

  /** A crash: the feeds are forgotten and not told. */
  public synchronized void forgetFeeds(RoomKey room) {
    feeds.remove(room);
  }

  public synchronized long rev(RoomKey room) {
    return log(room).size();
  }

  private List<Change> log(RoomKey room) {
    return changes.computeIfAbsent(room, key -> new ArrayList<>());
  }

  private boolean isLost() {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  private void say(ActorRef<RoomPush> feed, RoomPush push) {
    if (!isLost()) {
      feed.tell(push);
    }
  }

  @Override
  public synchronized void tell(RoomKey room, RoomMessage message) {
    if (isLost()) {
      return;
    }
    received.add(message);
    if (message instanceof RoomMessage.Attach attach) {
      subscribe(room, attach.feed());
      if (attach.rev() >= 0 && attach.rev() != rev(room)) {
        say(
            attach.feed(),
            reaches(room, attach.rev())
                ? new RoomPush.Pushed(after(room, attach.rev()))
                : new RoomPush.Lost(rev(room)));
      }
      say(attach.feed(), new RoomPush.Head(rev(room), rev(room), self));
    } else if (message instanceof RoomMessage.Admit admit) {
      admit(room, admit);
    } else if (message instanceof RoomMessage.Detach detach) {
      feeds.getOrDefault(room, new HashSet<>()).remove(detach.feed());
    }
  }

  private void admit(RoomKey room, RoomMessage.Admit admit) {
    if (strangers.contains(admit.caller().userId())) {
      RoomReply.Rejected no = RoomReply.Rejected.of(ErrorCode.FORBIDDEN, "not a member");
      say(admit.feed(), new RoomPush.Refused(admit.sessionId(), no));
      return;
    }
    subscribe(room, admit.feed());
    Synced synced =
        reaches(room, admit.rev())
            ? new Synced.Resumed(rev(room), rev(room), 0, after(room, admit.rev()))
            : new Synced.Reset(rev(room), rev(room), 0, List.of());
    say(admit.feed(), new RoomPush.Admitted(admit.sessionId(), synced));
  }

  private void subscribe(RoomKey room, ActorRef<RoomPush> feed) {
    feeds.computeIfAbsent(room, key -> new HashSet<>()).add(feed);
  }

  private boolean reaches(RoomKey room, long rev) {
    return rev >= 0 && rev <= rev(room) && rev(room) - rev <= WINDOW;
  }

  private List<Change> after(RoomKey room, long rev) {
    return List.copyOf(log(room).subList((int) rev, log(room).size()));
  }

  @Override
  public synchronized CompletionStage<Map<RoomKey, Long>> revs(Set<RoomKey> rooms) {
    Map<RoomKey, Long> revs = new HashMap<>();
    rooms.forEach(room -> revs.put(room, rev(room)));
    return CompletableFuture.completedFuture(revs);
  }
}
