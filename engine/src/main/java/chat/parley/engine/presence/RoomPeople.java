package chat.parley.engine.presence;

import akka.actor.typed.javadsl.ActorContext;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.RoomAnswer;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomQuery;
import chat.parley.engine.domain.RoomReply.Rejected;
import chat.parley.engine.domain.UserKey;
import chat.parley.engine.room.Rooms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who is in the small rooms that are read here, as the rooms themselves say. */
final class RoomPeople {

  /** Rooms asked in one beat: a node that has just started may read thousands. */
  private static final int AT_ONCE = 200;

  private final ActorContext<HubMessage> context;
  private final Watchers watchers;
  private final Rooms rooms;
  private final int small;

  /** The small rooms, each with the rev of the change that they were asked for last. */
  private final Map<RoomKey, Long> heard;

  /**
   * @param small members up to which a room is small
   * @param heard where it is noted which rooms are
   */
  RoomPeople(
      ActorContext<HubMessage> context,
      Watchers watchers,
      Rooms rooms,
      int small,
      Map<RoomKey, Long> heard) {
    this.context = context;
    this.watchers = watchers;
    this.rooms = rooms;
    this.small = small;
    this.heard = heard;
  }

  void unfollow(Device device, RoomKey room) {
    watchers.unfollow(device, room);
    forgetUnread(room);
  }

  void forget(Device device) {
    watchers.forget(device).forEach(this::forgetUnread);
  }

  private void forgetUnread(RoomKey room) {
    if (watchers.room(room) == null) {
      heard.remove(room);
    }
  }

  void changed(HubMessage.PeopleChanged changed) {
    ReadRoom room = watchers.room(changed.room());
    if (room != null) {
      room.changed(changed.rev());
    }
  }

  /** Asks those that were not asked since somebody joined or left. */
  void ask() {
    int asked = 0;
    for (ReadRoom room : watchers.rooms()) {
      if (asked < AT_ONCE && room.asks()) {
        asked++;
        ask(room);
      }
    }
  }

  private void ask(ReadRoom room) {
    RoomQuery query = new RoomQuery.Describe(room.readers().iterator().next().caller(), room.rev());
    context.pipeToSelf(
        rooms.ask(room.key(), query),
        (answer, failure) ->
            new HubMessage.Members(room.key(), members(answer), isTemporary(answer)));
  }

  /** Nobody when there are too many, or the room does not say. */
  private List<Member> members(RoomAnswer answer) {
    return answer instanceof RoomAnswer.Description of && of.room().memberCount() <= small
        ? of.members()
        : List.of();
  }

  private static boolean isTemporary(RoomAnswer answer) {
    return answer == null || answer instanceof Rejected no && no.code().temporary();
  }

  void take(HubMessage.Members answer) {
    ReadRoom room = watchers.room(answer.room());
    if (room == null) {
      return;
    }
    room.answered(answer.retry());
    if (!answer.retry()) {
      Set<UserKey> members =
          answer.members().stream()
              .map(member -> new UserKey(answer.room().tenant(), member.userId()))
              .collect(Collectors.toSet());
      if (members.isEmpty()) {
        heard.remove(answer.room());
      } else {
        heard.putIfAbsent(answer.room(), 0L);
      }
      watchers.members(room, members);
    }
  }
}
