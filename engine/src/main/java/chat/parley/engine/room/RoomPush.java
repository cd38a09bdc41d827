package chat.parley.engine.room;

import akka.actor.typed.ActorRef;
import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomReply;
import chat.parley.engine.domain.Synced;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What a room tells a node's feed, in one ordered stream. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RoomPush.Pushed.class, name = "pushed"),
  @JsonSubTypes.Type(value = RoomPush.Head.class, name = "head"),
  @JsonSubTypes.Type(value = RoomPush.Lost.class, name = "lost"),
  @JsonSubTypes.Type(value = RoomPush.Admitted.class, name = "admitted"),
  @JsonSubTypes.Type(value = RoomPush.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = RoomPush.MarkersMoved.class, name = "markers"),
  @JsonSubTypes.Type(value = RoomPush.TypingNow.class, name = "typing"),
  @JsonSubTypes.Type(value = RoomPush.GoneQuiet.class, name = "quiet")
})
public interface RoomPush extends CborSerializable {

  /** Changes in rev order, without a gap among them. */
  record Pushed(List<Change> changes) implements RoomPush {
    public Pushed {
      changes = List.copyOf(changes);
    }
  }

  /** The room's newest numbers: the answer to an Attach. {@code room}: to be watched. */
  record Head(long rev, long lastSeq, ActorRef<RoomMessage> room) implements RoomPush {}

  /** What the feed lacks is not in the window any more: its sessions must resume one by one. */
  record Lost(long rev) implements RoomPush {}

  /** The session belongs to the stream from {@code synced.rev()} on. */
  record Admitted(String sessionId, Synced synced) implements RoomPush {}

  /** The session is not let in. */
  record Refused(String sessionId, RoomReply.Rejected why) implements RoomPush {}

  /** Markers that moved; rooms of up to 100 members only, gathered over a second. */
  record MarkersMoved(List<RoomEvent.Marker> markers) implements RoomPush {
    public MarkersMoved {
      markers = List.copyOf(markers);
    }
  }

  /** Everybody who types now; replaces the last list. */
  record TypingNow(List<Typist> users) implements RoomPush {
    public TypingNow {
      users = List.copyOf(users);
    }
  }

  /** One who types. */
  record Typist(String userId, String name) {}

  /** The room leaves memory for lack of use at this rev; the feed goes dormant and lets it be. */
  record GoneQuiet(long rev) implements RoomPush {}
}
