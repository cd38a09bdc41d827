package chat.parley.engine.domain;

import static chat.parley.engine.domain.Decisions.refuse;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Posting, editing, deleting and reacting. */
final class MessageRules {

  private MessageRules() {}

  static Decision post(RoomState state, RoomCommand.Post command, Instant at, Loaded loaded) {
    Member sender = state.member(command.by().userId());
    if (sender == null) {
      return refuse(Access.notAMember());
    }
    Optional<Decision> malformed = PostChecks.malformed(command);
    if (malformed.isPresent()) {
      return malformed.get();
    }
    long fingerprint =
        Fingerprints.of(
            command.content(), command.contentType(), command.replyTo(), command.mentions());
    Optional<Decision> repeat = repeat(state, command, fingerprint, loaded);
    if (repeat.isPresent()) {
      return repeat.get();
    }
    Optional<Decision> forbidden = PostChecks.forbidden(state, command, sender, at);
    if (forbidden.isPresent()) {
      return forbidden.get();
    }
    if (command.replyTo() != null) {
      Found answered = find(state, command.replyTo(), loaded);
      if (answered.lookup != null) {
        return new Decision.Needs(answered.lookup);
      }
      if (answered.message == null) {
        return refuse(ErrorCode.NOT_FOUND, "replyTo names no message of this room");
      }
    }
    return accept(state, command, fingerprint, at);
  }

  private static Decision accept(
      RoomState state, RoomCommand.Post command, long fingerprint, Instant at) {
    long seq = state.lastSeq + 1;
    Caller by = command.by();
    RoomEvent.MessagePosted event =
        new RoomEvent.MessagePosted(
            state.rev + 1,
            seq,
            MessageIds.of(state.key, seq, at),
            by.userId(),
            by.name(),
            by.avatarUrl(),
            command.content(),
            command.contentType(),
            command.clientMessageId(),
            fingerprint,
            command.replyTo(),
            command.mentions(),
            null,
            at);
    Message message = event.message();
    return Decisions.visible(
        event,
        new Change.OfMessage(event.rev(), Change.Kind.MESSAGE_POSTED, message),
        new RoomReply.Posted(message, event.rev(), false));
  }

  /** The answer to a send whose key the room, or its history, knows already; else empty. */
  private static Optional<Decision> repeat(
      RoomState state, RoomCommand.Post command, long fingerprint, Loaded loaded) {
    String key = command.clientMessageId();
    if (key == null) {
      return Optional.empty();
    }
    SentKeys.Sent sent = state.sentKeys.find(command.by().userId(), key);
    if (sent != null) {
      if (sent.fingerprint() != fingerprint) {
        return Optional.of(otherContent());
      }
      Message message = state.window.get(sent.seq());
      Lookup lookup = new Lookup.BySeq(sent.seq());
      if (message == null && !loaded.has(lookup)) {
        return Optional.of(new Decision.Needs(lookup));
      }
      Message original = message != null ? message : loaded.get(lookup).orElseThrow().message();
      return Optional.of(Decisions.nothing(new RoomReply.Posted(original, sent.rev(), true)));
    }
    OptionalLong time = TimedIds.timeOf(key);
    if (time.isEmpty() || time.getAsLong() > state.sentKeys.forgottenUpTo()) {
      return Optional.empty();
    }
    Lookup lookup = new Lookup.ByClientMessageId(command.by().userId(), key);
    if (!loaded.has(lookup)) {
      return Optional.of(new Decision.Needs(lookup));
    }
    return loaded
        .get(lookup)
        .map(
            stored ->
                stored.fingerprint() != fingerprint
                    ? otherContent()
                    : Decisions.nothing(
                        new RoomReply.Posted(stored.message(), stored.rev(), true)));
  }

  private static Decision otherContent() {
    return refuse(
        ErrorCode.CONFLICT, "this clientMessageId was used with another content; choose a new one");
  }

  static Decision edit(RoomState state, RoomCommand.Edit command, Instant at, Loaded loaded) {
    return onMessage(
        state,
        command.by(),
        command.messageId(),
        loaded,
        message -> {
          if (!message.senderId().equals(command.by().userId())) {
            return refuse(ErrorCode.FORBIDDEN, "only the sender edits a message");
          }
          Optional<Decision> refusal = PostChecks.edit(state, command, message, at);
          if (refusal.isPresent()) {
            return refusal.get();
          }
          if (command.content().equals(message.content())) {
            return unchanged(state, message);
          }
          return changed(
              new RoomEvent.MessageEdited(
                  state.rev + 1,
                  message.seq(),
                  message.id(),
                  command.content(),
                  message.mentions(),
                  at),
              message);
        });
  }

  static Decision delete(RoomState state, RoomCommand.Delete command, Instant at, Loaded loaded) {
    return onMessage(
        state,
        command.by(),
        command.messageId(),
        loaded,
        message -> {
          boolean own = message.senderId().equals(command.by().userId());
          if (!own && !Access.manages(state, command.by())) {
            return refuse(
                ErrorCode.FORBIDDEN, "only the sender, OWNER and MODERATOR delete a message");
          }
          return message.isDeleted()
              ? unchanged(state, message)
              : changed(
                  new RoomEvent.MessageDeleted(
                      state.rev + 1, message.seq(), message.id(), command.by().userId(), at),
                  message);
        });
  }

  static Decision react(RoomState state, RoomCommand.React command, Instant at, Loaded loaded) {
    return onMessage(
        state,
        command.by(),
        command.messageId(),
        loaded,
        message -> {
          Optional<Decision> refusal = PostChecks.react(state, command, message);
          if (refusal.isPresent()) {
            return refusal.get();
          }
          String userId = command.by().userId();
          boolean has =
              message.reactions().stream()
                  .anyMatch(r -> r.key().equals(command.key()) && r.userIds().contains(userId));
          if (has == command.on()) {
            return unchanged(state, message);
          }
          long rev = state.rev + 1;
          return changed(
              command.on()
                  ? new RoomEvent.ReactionAdded(
                      rev, message.seq(), message.id(), userId, command.key(), at)
                  : new RoomEvent.ReactionRemoved(
                      rev, message.seq(), message.id(), userId, command.key(), at),
              message);
        });
  }

  private static Decision unchanged(RoomState state, Message message) {
    return Decisions.nothing(new RoomReply.MessageIs(message, state.rev));
  }

  private static Decision changed(RoomEvent.OfMessage event, Message before) {
    Message after = MessageFold.apply(before, event);
    return Decisions.visible(
        event,
        new Change.OfMessage(event.rev(), Changes.kindOf(event), after),
        new RoomReply.MessageIs(after, event.rev()));
  }

  /** Runs a rule on a message that may have to be looked up first. */
  private static Decision onMessage(
      RoomState state,
      Caller by,
      String messageId,
      Loaded loaded,
      Function<Message, Decision> rule) {
    Optional<RoomReply.Rejected> refusal = Access.toRead(state, by);
    if (refusal.isPresent()) {
      return refuse(refusal.get());
    }
    Found found = find(state, messageId, loaded);
    if (found.lookup != null) {
      return new Decision.Needs(found.lookup);
    }
    if (found.message == null || !visible(found.message, by)) {
      return refuse(ErrorCode.NOT_FOUND, "no such message in this room");
    }
    return rule.apply(found.message);
  }

  private static boolean visible(Message message, Caller by) {
    return message.isPublic() || by.isAdmin() || message.senderId().equals(by.userId());
  }

  /** Either the message, or what has to be looked up, or neither: there is none. */
  private record Found(Message message, Lookup lookup) {}

  private static Found find(RoomState state, String messageId, Loaded loaded) {
    long seq = messageId == null ? 0 : MessageIds.seqOf(state.key, messageId);
    if (seq < 1 || seq > state.lastSeq) {
      return new Found(null, null);
    }
    Message message = state.window.get(seq);
    if (message == null) {
      Lookup lookup = new Lookup.BySeq(seq);
      if (!loaded.has(lookup)) {
        return new Found(null, lookup);
      }
      message = loaded.get(lookup).map(StoredMessage::message).orElse(null);
    }
    boolean same = message != null && message.id().equals(messageId);
    return new Found(same ? message : null, null);
  }
}
