package chat.parley.http.wire;

import chat.parley.engine.domain.Limits;
import chat.parley.engine.domain.Member;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.Policy;
import chat.parley.engine.domain.RoomInfo;
import chat.parley.engine.domain.UserPresence;
import chat.parley.projections.query.Queries;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The protocol's objects, each written in one way only. A function named after an object writes the
 * whole object; one that ends in {@code Fields} writes fields into an object that is open.
 */
public final class WireWriter {

  private WireWriter() {}

  /** A message; optional fields that are empty are left out. */
  public static void message(JsonGenerator json, String roomId, Message message)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", message.id());
    json.writeStringField("roomId", roomId);
    json.writeNumberField("seq", message.seq());
    json.writeStringField("senderId", message.senderId());
    json.writeStringField("senderName", message.senderName());
    optional(json, "senderAvatarUrl", message.senderAvatarUrl());
    json.writeStringField("content", message.content());
    json.writeStringField("contentType", message.contentType().name());
    json.writeStringField("status", "SENT");
    json.writeStringField("moderationStatus", message.moderationStatus().name());
    time(json, "createdAt", message.createdAt());
    optional(json, "clientMessageId", message.clientMessageId());
    optional(json, "replyTo", message.replyTo());
    if (!message.mentions().isEmpty()) {
      json.writeArrayFieldStart("mentions");
      strings(json, message.mentions());
      json.writeEndArray();
    }
    if (!message.reactions().isEmpty()) {
      reactions(json, message.reactions());
    }
    time(json, "editedAt", message.editedAt());
    time(json, "deletedAt", message.deletedAt());
    json.writeEndObject();
  }

  private static void reactions(JsonGenerator json, List<Message.Reaction> reactions)
      throws IOException {
    json.writeArrayFieldStart("reactions");
    for (Message.Reaction reaction : reactions) {
      List<String> users = reaction.userIds();
      json.writeStartObject();
      json.writeStringField("key", reaction.key());
      json.writeNumberField("count", users.size());
      json.writeArrayFieldStart("userIds");
      strings(json, users.subList(0, Math.min(users.size(), Limits.REACTION_USERS_SHOWN)));
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** {@code "messages":[…]}, in ascending seq. */
  public static void messagesField(JsonGenerator json, String roomId, List<Message> messages)
      throws IOException {
    json.writeArrayFieldStart("messages");
    for (Message message : messages) {
      message(json, roomId, message);
    }
    json.writeEndArray();
  }

  /** The fields of a page: messages, lastSeq, rev, nextBefore. */
  public static void pageFields(JsonGenerator json, String roomId, MessagePage page)
      throws IOException {
    messagesField(json, roomId, page.messages());
    json.writeNumberField("lastSeq", page.lastSeq());
    json.writeNumberField("rev", page.rev());
    if (page.nextBefore() == null) {
      json.writeNullField("nextBefore");
    } else {
      json.writeNumberField("nextBefore", page.nextBefore());
    }
  }

  public static void member(JsonGenerator json, Member member) throws IOException {
    json.writeStartObject();
    json.writeStringField("userId", member.userId());
    json.writeStringField("role", member.role().name());
    time(json, "joinedAt", member.joinedAt());
    json.writeNumberField("readSeq", member.readSeq());
    time(json, "silencedUntil", member.silencedUntil());
    json.writeEndObject();
  }

  /** {@code "members":[…]}. */
  public static void membersField(JsonGenerator json, List<Member> members) throws IOException {
    json.writeArrayFieldStart("members");
    for (Member member : members) {
      member(json, member);
    }
    json.writeEndArray();
  }

  /** A room as everybody in it sees it. */
  public static void room(JsonGenerator json, RoomInfo room) throws IOException {
    json.writeStartObject();
    roomFields(json, room);
    json.writeEndObject();
  }

  /** The fields of {@link #room}, for an answer that says more of the room. */
  public static void roomFields(JsonGenerator json, RoomInfo room) throws IOException {
    json.writeStringField("id", room.roomId());
    json.writeStringField("name", room.name());
    json.writeStringField("kind", room.kind().name());
    json.writeStringField("externalRef", room.externalRef());
    json.writeFieldName("policy");
    policy(json, room.policy());
    json.writeBooleanField("closed", room.closed());
    json.writeBooleanField("archived", room.archived());
    time(json, "createdAt", room.createdAt());
    json.writeNumberField("memberCount", room.memberCount());
    json.writeNumberField("lastSeq", room.lastSeq());
    json.writeNumberField("rev", room.rev());
    time(json, "lastMessageAt", room.lastMessageAt());
  }

  private static void policy(JsonGenerator json, Policy policy) throws IOException {
    json.writeStartObject();
    if (policy.rate() != null) {
      json.writeNumberField("rate", policy.rate());
    }
    if (policy.burst() != null) {
      json.writeNumberField("burst", policy.burst());
    }
    if (policy.quota() != null) {
      json.writeNumberField("quota", policy.quota());
    }
    json.writeStringField("posting", policy.posting().name());
    json.writeEndObject();
  }

  /** A room in the list of a user's rooms. */
  public static void roomSummary(JsonGenerator json, Queries.RoomSummary room) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", room.roomId());
    json.writeStringField("name", room.name());
    json.writeStringField("kind", room.kind().name());
    json.writeStringField("externalRef", room.externalRef());
    json.writeNumberField("memberCount", room.memberCount());
    json.writeNumberField("lastSeq", room.lastSeq());
    time(json, "lastMessageAt", room.lastMessageAt());
    json.writeFieldName("lastMessage");
    if (room.lastMessage() == null) {
      json.writeNull();
    } else {
      message(json, room.roomId(), room.lastMessage());
    }
    json.writeNumberField("unreadCount", room.unreadCount());
    json.writeNumberField("mentionCount", room.mentionCount());
    json.writeNumberField("readSeq", room.readSeq());
    json.writeBooleanField("muted", room.muted());
    json.writeEndObject();
  }

  /** A user and whether he is there, with what. */
  public static void presence(JsonGenerator json, UserPresence user) throws IOException {
    json.writeStartObject();
    statusFields(json, user);
    json.writeArrayFieldStart("platforms");
    strings(json, user.presence().platforms());
    json.writeEndArray();
    json.writeEndObject();
  }

  /** {@code userId}, {@code status} and {@code lastSeenAt}, null where that is not known. */
  static void statusFields(JsonGenerator json, UserPresence user) throws IOException {
    json.writeStringField("userId", user.userId());
    json.writeStringField("status", user.presence().status().name());
    time(json, "lastSeenAt", user.presence().lastSeenAt());
  }

  /** A time, or null. */
  public static void time(JsonGenerator json, String name, Instant time) throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeStringField(name, WireTime.write(time));
    }
  }

  private static void optional(JsonGenerator json, String name, String text) throws IOException {
    if (text != null) {
      json.writeStringField(name, text);
    }
  }

  private static void strings(JsonGenerator json, List<String> texts) throws IOException {
    for (String text : texts) {
      json.writeString(text);
    }
  }
}
