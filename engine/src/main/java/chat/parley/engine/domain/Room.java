package chat.parley.engine.domain;

import chat.parley.engine.domain.RoomReply.Rejected;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A room: the pure heart of the engine. {@link #decide} says what a command leads to, {@link
 * #apply} what an event makes of the room. Immutable; knows no actor, clock, logger or randomness.
 *
 * <p>The rules stand, by what they are about, in {@link RoomRules} (making, changing, closing),
 * {@link MemberRules}, {@link MessageRules}, {@link MarkerRules} and {@link ImportRules}; what a
 * room answers from memory in {@link RoomReads}; what each event means in {@link RoomState}.
 */
public final class Room {

  private final RoomState state;

  Room(RoomState state) {
    this.state = state;
  }

  /** The room that nobody has made yet: rev 0, and every command but Create is refused. */
  public static Room absent(RoomKey key, WindowSize size) {
    return new Room(RoomState.absent(key, size));
  }

  /** The room of a snapshot. */
  public static Room of(RoomKey key, RoomSnapshot snapshot, WindowSize size) {
    return new Room(Snapshots.restore(key, snapshot, size));
  }

  public RoomSnapshot snapshot() {
    return Snapshots.of(state);
  }

  /**
   * What a command leads to.
   *
   * @param now time of the decision; what it leads to never lies before what the room already has
   * @param loaded what was looked up for this command after an earlier {@link Decision.Needs}
   */
  public Decision decide(RoomCommand command, Instant now, Loaded loaded) {
    Instant at = state.notBefore(now.truncatedTo(ChronoUnit.MILLIS));
    if (command instanceof RoomCommand.Create c) {
      return RoomRules.create(state, c, at);
    }
    if (!state.exists()) {
      return new Decision.Refused(Access.noRoom(command.by()));
    }
    if (command instanceof RoomCommand.Post c) {
      return MessageRules.post(state, c, at, loaded);
    } else if (command instanceof RoomCommand.Edit c) {
      return MessageRules.edit(state, c, at, loaded);
    } else if (command instanceof RoomCommand.Delete c) {
      return MessageRules.delete(state, c, at, loaded);
    } else if (command instanceof RoomCommand.React c) {
      return MessageRules.react(state, c, at, loaded);
    } else if (command instanceof RoomCommand.MoveMarker c) {
      return MarkerRules.move(state, c, at);
    } else if (command instanceof RoomCommand.SetMute c) {
      return MarkerRules.mute(state, c, at);
    } else if (command instanceof RoomCommand.PutMember c) {
      return MemberRules.put(state, c, at);
    } else if (command instanceof RoomCommand.RemoveMember c) {
      return MemberRules.remove(state, c, at);
    } else if (command instanceof RoomCommand.Change c) {
      return RoomRules.change(state, c, at);
    } else if (command instanceof RoomCommand.Archive c) {
      return RoomRules.archive(state, c, at);
    } else if (command instanceof RoomCommand.Import c) {
      return ImportRules.take(state, c, now.truncatedTo(ChronoUnit.MILLIS));
    }
    throw new IllegalStateException("no rule for " + command.getClass().getSimpleName());
  }

  /** Decides many marker moves at once: at most one event, and a reply for each command. */
  public MarkersDecision decideMarkers(List<RoomCommand.MoveMarker> commands, Instant now) {
    return MarkerRules.moveAll(state, commands, now.truncatedTo(ChronoUnit.MILLIS));
  }

  /** See {@link #decideMarkers}. */
  public record MarkersDecision(Optional<RoomEvent.MarkersMoved> event, List<RoomReply> replies) {}

  /** The room after an event that it, or an earlier release of it, decided. */
  public Room apply(RoomEvent event) {
    return new Room(state.after(event));
  }

  public RoomKey key() {
    return state.key;
  }

  public boolean exists() {
    return state.exists();
  }

  public long rev() {
    return state.rev;
  }

  public long lastSeq() {
    return state.lastSeq;
  }

  public int memberCount() {
    return state.members.size();
  }

  public Policy policy() {
    return state.policy;
  }

  public RoomInfo info() {
    return state.info();
  }

  public Optional<Member> member(String userId) {
    return Optional.ofNullable(state.member(userId));
  }

  /** 0 for who is no member. */
  public long unreadCount(String userId) {
    return member(userId).map(state::unread).orElse(0L);
  }

  /** The part of {@link #unreadCount} that mentions the member. */
  public long mentionCount(String userId) {
    return member(userId).map(state::mentioned).orElse(0L);
  }

  /** Whether the sender has used this clientMessageId in the room lately. */
  public boolean isRepeat(RoomCommand.Post post) {
    return post.clientMessageId() != null
        && state.sentKeys.find(post.by().userId(), post.clientMessageId()) != null;
  }

  /**
   * Answers a question from memory.
   *
   * @param online members with a live subscription
   */
  public RoomAnswer answer(RoomQuery query, int online) {
    return RoomReads.answer(state, query, online);
  }

  /** Why this user may not subscribe, or empty. */
  public Optional<Rejected> refuses(Caller caller) {
    return Access.toRead(state, caller);
  }

  /** Brings a subscriber that has {@code rev} (-1: nothing) to the room's rev. */
  public Synced resume(Caller caller, long rev) {
    return RoomReads.resume(state, caller, rev);
  }

  /** Every change after a rev, or empty where the memory does not reach back that far. */
  public Optional<List<Change>> changesAfter(long rev) {
    return state.recent.after(rev, state.window);
  }

  /** An estimate of the memory it holds, in bytes. */
  public int weight() {
    return (int)
        Math.min(
            Integer.MAX_VALUE,
            2_000
                + state.window.weight()
                + 250L * state.members.size()
                + 300L * state.sentKeys.count()
                + 8L * state.uncounted.size());
  }
}
