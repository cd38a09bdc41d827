package chat.parley.engine.room;

import chat.parley.engine.domain.Caller;
import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.PageRequest;
import chat.parley.engine.domain.RoomCommand;
import chat.parley.engine.domain.RoomQuery;

/** The forms of commands and questions, within the {@link NodeForms}. */
final class RequestForms {

  /** First in a command. */
  private static final int POST = 1;

  private static final int MOVE_MARKER = 2;

  /** First in a question. */
  private static final int MESSAGES = 1;

  private static final Caller.Role[] ROLES = Caller.Role.values();
  private static final ContentType[] CONTENT_TYPES = ContentType.values();
  private static final PageRequest.Direction[] DIRECTIONS = PageRequest.Direction.values();

  private RequestForms() {}

  static CborOut write(CborOut out, Caller caller) {
    return out.array(5)
        .text(caller.tenant())
        .text(caller.userId())
        .text(caller.name())
        .text(caller.avatarUrl())
        .constant(caller.role());
  }

  static Caller caller(CborIn from) {
    return from.record(
        in -> new Caller(in.text(), in.text(), in.text(), in.text(), in.constant(ROLES)));
  }

  static CborOut write(CborOut out, RoomCommand command) {
    if (command instanceof RoomCommand.Post post) {
      return write(out.array(7).number(POST), post.by())
          .text(post.content())
          .constant(post.contentType())
          .text(post.clientMessageId())
          .text(post.replyTo())
          .list(post.mentions(), CborOut::text);
    }
    if (command instanceof RoomCommand.MoveMarker move) {
      return write(out.array(4).number(MOVE_MARKER), move.by())
          .optional(move.readSeq())
          .optional(move.deliveredSeq());
    }
    return RareForms.write(out, command);
  }

  static RoomCommand command(CborIn from) {
    return from.record(
        in -> {
          int kind = in.integer();
          if (kind == POST) {
            return new RoomCommand.Post(
                caller(in),
                in.text(),
                in.constant(CONTENT_TYPES),
                in.text(),
                in.text(),
                in.list(CborIn::text));
          }
          return kind == MOVE_MARKER
              ? new RoomCommand.MoveMarker(caller(in), in.optional(), in.optional())
              : RareForms.read(in, kind, RoomCommand.class);
        });
  }

  static CborOut write(CborOut out, RoomQuery query) {
    return query instanceof RoomQuery.Messages messages
        ? write(write(out.array(4).number(MESSAGES), messages.by()), messages.page())
            .number(messages.minRev())
        : RareForms.write(out, query);
  }

  static RoomQuery query(CborIn from) {
    return from.record(
        in -> {
          int kind = in.integer();
          return kind == MESSAGES
              ? new RoomQuery.Messages(caller(in), page(in), in.number())
              : RareForms.read(in, kind, RoomQuery.class);
        });
  }

  private static CborOut write(CborOut out, PageRequest page) {
    out.array(3).number(page.limit()).constant(page.direction());
    return page.at() == null
        ? out.text(null)
        : out.array(2).optional(page.at().seq()).time(page.at().time());
  }

  private static PageRequest page(CborIn from) {
    return from.record(
        in ->
            new PageRequest(
                in.integer(), in.constant(DIRECTIONS), in.record(RequestForms::cursor)));
  }

  private static PageRequest.Cursor cursor(CborIn in) {
    return new PageRequest.Cursor(in.optional(), in.time());
  }
}
