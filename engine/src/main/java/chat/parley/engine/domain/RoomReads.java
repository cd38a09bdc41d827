package chat.parley.engine.domain;

import chat.parley.engine.domain.PageRequest.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a room answers from memory. */
final class RoomReads {

  private RoomReads() {}

  static RoomAnswer answer(RoomState state, RoomQuery query, int online) {
    Optional<RoomReply.Rejected> refusal = Access.toRead(state, query.by());
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (query.minRev() > state.rev) {
      return new RoomReply.Rejected(
          ErrorCode.UNAVAILABLE, "this room's rev " + query.minRev() + " is not seen yet", 200);
    }
    Member me = state.member(query.by().userId());
    if (query instanceof RoomQuery.Describe) {
      return new RoomAnswer.Description(
          state.info(), firstMembers(state), me, unread(state, me), mentioned(state, me));
    }
    if (query instanceof RoomQuery.Members members) {
      return members(state, members.limit(), members.cursor());
    }
    if (query instanceof RoomQuery.Messages messages) {
      return messages(state, query.by(), messages.page());
    }
    if (query instanceof RoomQuery.Meta) {
      return new RoomAnswer.MetaIs(
          state.lastSeq,
          state.rev,
          state.lastMessageAt,
          state.members.size(),
          online,
          unread(state, me));
    }
    throw new IllegalStateException("no answer to " + query.getClass().getSimpleName());
  }

  private static long unread(RoomState state, Member me) {
    return me == null ? 0 : state.unread(me);
  }

  private static long mentioned(RoomState state, Member me) {
    return me == null ? 0 : state.mentioned(me);
  }

  static List<Member> firstMembers(RoomState state) {
    return state.members.values().stream().limit(Limits.MEMBERS_SHOWN).toList();
  }

  private static RoomAnswer members(RoomState state, int limit, String cursor) {
    Map<String, Member> rest =
        cursor == null ? state.members : state.members.tailMap(cursor, false);
    List<Member> page = rest.values().stream().limit(limit).toList();
    boolean more = rest.size() > page.size();
    return new RoomAnswer.MembersPage(page, more ? page.get(page.size() - 1).userId() : null);
  }

  private static RoomAnswer messages(RoomState state, Caller by, PageRequest request) {
    Window window = state.window;
    boolean whole = window.firstSeq() == 1;
    Long at = seqOf(state, request.at());
    Pages.Range range = at == null ? null : Pages.range(request, at, state.lastSeq);
    if (range == null || (range.from() < window.firstSeq() && !whole)) {
      return new RoomAnswer.BeyondWindow(state.lastSeq, state.rev);
    }
    List<Message> page = new ArrayList<>();
    for (Message message : window.slice(range.from(), range.to())) {
      page.add(message.seenBy(by.userId()));
    }
    List<Message> fitting = Pages.fit(page, request);
    return new RoomAnswer.Page(
        new MessagePage(
            fitting,
            state.lastSeq,
            state.rev,
            Pages.nextBefore(fitting),
            MessagePage.Source.WINDOW));
  }

  /** The first seq at or after the cursor; null where a time lies before the window. */
  private static Long seqOf(RoomState state, Cursor cursor) {
    if (cursor == null) {
      return state.lastSeq + 1;
    }
    if (cursor.seq() != null) {
      return Math.min(cursor.seq(), state.lastSeq + 1);
    }
    Instant time = cursor.time();
    List<Message> messages = state.window.all();
    if (state.window.firstSeq() > 1 && !messages.get(0).createdAt().isBefore(time)) {
      return null;
    }
    for (Message message : messages) {
      if (!message.createdAt().isBefore(time)) {
        return message.seq();
      }
    }
    return state.lastSeq + 1;
  }

  static Synced resume(RoomState state, Caller caller, long rev) {
    Member me = state.member(caller.userId());
    long readSeq = me == null ? 0 : me.readSeq();
    Optional<List<Change>> missing =
        rev < 0 ? Optional.empty() : state.recent.after(rev, state.window);
    boolean fits =
        missing.isPresent()
            && missing.get().stream().mapToLong(Change::weight).sum() <= Limits.PAGE_BYTES;
    if (fits) {
      List<Change> seen = missing.get().stream().map(c -> seenBy(c, caller)).toList();
      return new Synced.Resumed(state.rev, state.lastSeq, readSeq, seen);
    }
    List<Message> newest = new ArrayList<>();
    for (Message message : state.window.slice(state.lastSeq + 1 - Limits.PAGE, Long.MAX_VALUE)) {
      newest.add(message.seenBy(caller.userId()));
    }
    return new Synced.Reset(
        state.rev, state.lastSeq, readSeq, Pages.fit(newest, PageRequest.newest(Limits.PAGE)));
  }

  private static Change seenBy(Change change, Caller caller) {
    return change instanceof Change.OfMessage of
        ? new Change.OfMessage(of.rev(), of.kind(), of.message().seenBy(caller.userId()))
        : change;
  }
}
