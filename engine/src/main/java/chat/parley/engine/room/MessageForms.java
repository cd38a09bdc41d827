package chat.parley.engine.room;

import chat.parley.engine.domain.Change;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.Message;
import chat.parley.engine.domain.MessagePage;
import chat.parley.engine.domain.ModerationStatus;
import chat.parley.engine.domain.Synced;
import java.util.List;

/** The forms of messages and of what is made of them, within the {@link NodeForms}. */
final class MessageForms {

  /** First in a change: it is of a message, and in our form. */
  private static final int OF_MESSAGE = 1;

  /** First in what brings a subscriber up to date. */
  private static final int RESUMED = 1;

  private static final int RESET = 2;

  private static final ContentType[] CONTENT_TYPES = ContentType.values();
  private static final ModerationStatus[] STATES = ModerationStatus.values();
  private static final Change.Kind[] KINDS = Change.Kind.values();
  private static final MessagePage.Source[] SOURCES = MessagePage.Source.values();

  private MessageForms() {}

  static CborOut write(CborOut out, Message message) {
    return out.array(15)
        .text(message.id())
        .number(message.seq())
        .text(message.senderId())
        .text(message.senderName())
        .text(message.senderAvatarUrl())
        .text(message.content())
        .constant(message.contentType())
        .constant(message.moderationStatus())
        .time(message.createdAt())
        .text(message.clientMessageId())
        .text(message.replyTo())
        .list(message.mentions(), CborOut::text)
        .list(message.reactions(), MessageForms::write)
        .time(message.editedAt())
        .time(message.deletedAt());
  }

  static Message message(CborIn from) {
    return from.record(
        in ->
            new Message(
                in.text(),
                in.number(),
                in.text(),
                in.text(),
                in.text(),
                in.text(),
                in.constant(CONTENT_TYPES),
                in.constant(STATES),
                in.time(),
                in.text(),
                in.text(),
                in.list(CborIn::text),
                in.list(MessageForms::reaction),
                in.time(),
                in.time()));
  }

  private static void write(CborOut out, Message.Reaction reaction) {
    out.array(2).text(reaction.key()).list(reaction.userIds(), CborOut::text);
  }

  private static Message.Reaction reaction(CborIn from) {
    return from.record(in -> new Message.Reaction(in.text(), in.list(CborIn::text)));
  }

  static CborOut write(CborOut out, Change change) {
    return change instanceof Change.OfMessage of
        ? write(out.array(4).number(OF_MESSAGE).number(of.rev()).constant(of.kind()), of.message())
        : RareForms.write(out, change);
  }

  static Change change(CborIn from) {
    return from.record(
        in -> {
          int kind = in.integer();
          return kind == OF_MESSAGE
              ? new Change.OfMessage(in.number(), in.constant(KINDS), message(in))
              : RareForms.read(in, kind, Change.class);
        });
  }

  static CborOut write(CborOut out, MessagePage page) {
    return out.array(5)
        .list(page.messages(), MessageForms::write)
        .number(page.lastSeq())
        .number(page.rev())
        .optional(page.nextBefore())
        .constant(page.source());
  }

  static MessagePage page(CborIn from) {
    return from.record(
        in ->
            new MessagePage(
                in.list(MessageForms::message),
                in.number(),
                in.number(),
                in.optional(),
                in.constant(SOURCES)));
  }

  static CborOut write(CborOut out, Synced synced) {
    out.array(5)
        .number(synced instanceof Synced.Resumed ? RESUMED : RESET)
        .number(synced.rev())
        .number(synced.lastSeq())
        .number(synced.readSeq());
    if (synced instanceof Synced.Resumed resumed) {
      return out.list(resumed.changes(), MessageForms::write);
    }
    return out.list(((Synced.Reset) synced).messages(), MessageForms::write);
  }

  static Synced synced(CborIn from) {
    return from.record(
        in -> {
          int kind = in.integer();
          long rev = in.number();
          long lastSeq = in.number();
          long readSeq = in.number();
          if (kind == RESUMED) {
            List<Change> changes = in.list(MessageForms::change);
            return new Synced.Resumed(rev, lastSeq, readSeq, changes);
          }
          if (kind == RESET) {
            return new Synced.Reset(rev, lastSeq, readSeq, in.list(MessageForms::message));
          }
          throw new IllegalArgumentException("a kind of synced that this release does not know");
        });
  }
}
