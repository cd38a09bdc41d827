package chat.parley.engine.domain;

import chat.parley.engine.domain.Message.Reaction;
import java.util.ArrayList;
import java.util.List;

/** What an event makes of the message that it is about: the one meaning of these events. */
public final class MessageFold {

  private MessageFold() {}

  /** {@code before} is the message as it was; ignored for a posting. */
  public static Message apply(Message before, RoomEvent.OfMessage event) {
    if (event instanceof RoomEvent.MessagePosted posted) {
      return posted.message();
    }
    if (event instanceof RoomEvent.MessageEdited edited) {
      return before.edited(edited.content(), edited.mentions(), edited.at());
    }
    if (event instanceof RoomEvent.MessageDeleted deleted) {
      return before.deleted(deleted.at());
    }
    if (event instanceof RoomEvent.ReactionAdded added) {
      return before.withReactions(add(before.reactions(), added.key(), added.userId()));
    }
    if (event instanceof RoomEvent.ReactionRemoved removed) {
      return before.withReactions(remove(before.reactions(), removed.key(), removed.userId()));
    }
    throw new IllegalStateException("no meaning for " + event.getClass().getSimpleName());
  }

  private static List<Reaction> add(List<Reaction> reactions, String key, String userId) {
    List<Reaction> result = new ArrayList<>(reactions.size() + 1);
    boolean found = false;
    for (Reaction reaction : reactions) {
      if (!reaction.key().equals(key)) {
        result.add(reaction);
        continue;
      }
      found = true;
      List<String> users = new ArrayList<>(reaction.userIds());
      if (!users.contains(userId)) {
        users.add(userId);
      }
      result.add(new Reaction(key, users));
    }
    if (!found) {
      result.add(new Reaction(key, List.of(userId)));
    }
    return result;
  }

  private static List<Reaction> remove(List<Reaction> reactions, String key, String userId) {
    List<Reaction> result = new ArrayList<>(reactions.size());
    for (Reaction reaction : reactions) {
      if (!reaction.key().equals(key)) {
        result.add(reaction);
        continue;
      }
      List<String> users = new ArrayList<>(reaction.userIds());
      users.remove(userId);
      if (!users.isEmpty()) {
        result.add(new Reaction(key, users));
      }
    }
    return result;
  }
}
