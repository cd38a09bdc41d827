package chat.parley.bench.check;

import static chat.parley.bench.check.Entry.Outcome.FAIL;
import static chat.parley.bench.check.Entry.Outcome.OK;

import java.util.List;
import java.util.function.Consumer;

/** Ways to break a sound history; each must be found, and nothing else with it. */
enum Break {
  ACKED_AND_DROPPED(
      Anomaly.LOST,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        ackedInVain(chat, room);
      }),
  ACKED_AND_ITS_SEQ_USED_AGAIN(
      Anomaly.LOST,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        ackedInVain(chat, room);
        post(chat, room, "u2");
      }),
  SEEN_AND_DROPPED(
      Anomaly.LOST,
      chat -> {
        post(chat, chat.rooms.get(0), "u2");
        long at = chat.later();
        chat.read(client(chat, "u1"), 0, "list", 0, OK, at, at + 1);
      },
      Edits.changeLast(Entry.Read.class, Copies::withOneMore)),
  CONTENT_STORED_ALTERED(
      Anomaly.ALTERED, chat -> post(chat, chat.pick(chat.rooms), "u1").hash = "another"),
  DELETED_BY_NOBODY(
      Anomaly.ALTERED,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        SimulatedRoom.Post post = post(chat, room, "u1");
        post.hash = Hashes.of("");
        post.deleted = true;
      }),
  STORED_DELETED_AND_YET_NOT(
      Anomaly.ALTERED, chat -> post(chat, chat.pick(chat.rooms), "u1").deleted = true),
  EDIT_WITHOUT_EFFECT(
      Anomaly.EDIT_LOST,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        SimulatedRoom.Post post = post(chat, room, "u1");
        long at = chat.later();
        chat.record(
            at, new Entry.Alter("u1", room.name, "edit", post.id, "lost", at, at + 1, OK, null, 0));
      }),
  REFUSED_AND_STORED(
      Anomaly.REFUSED_VISIBLE,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        SimulatedRoom.Post post = room.post("u1", chat.nextKey(), "x", List.of());
        long at = chat.later();
        chat.sent(client(chat, "u1"), room, post.key, post.hash, FAIL, null, at, at + 1);
      }),
  STORED_AND_SENT_BY_NOBODY(
      Anomaly.PHANTOM, chat -> chat.pick(chat.rooms).post("u1", "nobody's", "x", List.of())),
  SEQ_LEFT_OUT(
      Anomaly.SEQ_GAP,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        room.skip();
        SimulatedRoom.Post post = post(chat, room, "u1");
      }),
  NUMBERED_BEFORE_WHAT_WAS_KNOWN(
      Anomaly.ORDER,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        SimulatedRoom.Post first = room.post("u1", chat.nextKey(), "x", List.of());
        SimulatedRoom.Post second = room.post("u2", chat.nextKey(), "y", List.of());
        acked(chat, room, second, chat.later());
        acked(chat, room, first, chat.later());
      }),
  OWN_WRITE_NOT_READ(
      Anomaly.OWN_WRITE,
      chat -> {
        SimulatedRoom room = chat.rooms.get(0);
        SimulatedClient client = client(chat, "u1");
        long at = chat.later();
        chat.read(client, 0, "list", 0, OK, at + 10, at + 11);
        acked(chat, room, room.post("u1", chat.nextKey(), "x", List.of()), at);
      }),
  READ_GOES_BACK(
      Anomaly.STALE,
      chat -> {
        SimulatedRoom room = chat.rooms.get(0);
        long at = chat.later();
        chat.read(client(chat, "u1"), 0, "list", 0, OK, at + 10, at + 11);
        post(chat, room, "u2");
        chat.read(client(chat, "u1"), 0, "meta", 0, OK, at + 5, at + 6);
      }),
  READ_FORGETS_THE_NEWEST(
      Anomaly.STALE,
      chat -> {
        SimulatedRoom room = chat.rooms.get(0);
        post(chat, room, "u2");
        long at = chat.later();
        chat.read(client(chat, "u1"), 0, "list", 0, OK, at, at + 1);
        chat.read(client(chat, "u1"), 0, "meta", 0, OK, at + 2, at + 3);
      },
      Edits.changeLast(Entry.Read.class, Copies::forgetful)),
  READ_SHOWS_WHAT_WAS_EDITED(
      Anomaly.STALE,
      chat -> {
        SimulatedRoom room = chat.rooms.get(0);
        SimulatedRoom.Post post = post(chat, room, "u1");
        room.edit(post, "y");
        long at = chat.later();
        chat.record(
            at,
            new Entry.Alter("u1", "r1", "edit", post.id, "y", at, at + 1, OK, null, room.rev()));
        at = chat.later();
        chat.read(client(chat, "u2"), 0, "list", 0, OK, at, at + 1);
      },
      Edits.change(
          Entry.Read.class,
          e -> Edits.shows(e, "y"),
          e -> Copies.showing(e, e.messages().get(e.messages().size() - 1).id(), "x"))),
  STORED_UNDER_TWO_SEQS(
      Anomaly.TWICE,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        String key = chat.nextKey();
        acked(chat, room, room.post("u1", key, "x", List.of()), chat.later());
        room.post("u1", key, "x", List.of());
      }),
  MARKER_LOST(
      Anomaly.MARKER_BACK,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        post(chat, room, "u1");
        room.readSeqs.put("u1", room.lastSeq() - 1);
      }),
  MARKER_NOT_MOVED(
      Anomaly.MARKER_BACK,
      chat -> {
        SimulatedRoom room = chat.rooms.get(0);
        post(chat, room, "u2");
        long at = chat.later();
        chat.read(client(chat, "u1"), 0, "meta", 0, OK, at, at + 1);
        long seq = room.mark("u1", room.lastSeq());
        chat.marked(client(chat, "u1"), room, seq, seq - 1, at + 2, at + 3);
      }),
  MARKER_ANSWER_GOES_BACK(
      Anomaly.MARKER_BACK,
      chat -> {
        SimulatedRoom room = chat.pick(chat.rooms);
        long seq = room.mark("u1", room.lastSeq());
        long at = chat.later();
        chat.marked(client(chat, "u1"), room, seq, seq, at, at + 1);
        chat.marked(client(chat, "u1"), room, seq - 1, seq - 1, at + 2, at + 3);
      }),

  CONTENT_SEEN_ALTERED(
      Anomaly.ALTERED, Edits.change(Entry.Event.class, e -> e.seq() > 0, Copies::altered)),
  ACK_NAMES_ANOTHER_ID(Anomaly.WRONG_ID, Edits.changeAck(e -> true, Copies::otherId)),
  ACK_NAMES_ANOTHER_SEQ(Anomaly.WRONG_ID, Edits.changeAck(e -> e.seq() > 1, Copies::oneLess)),
  READ_BELOW_ITS_MIN_REV(
      Anomaly.STALE,
      Edits.change(Entry.Read.class, e -> e.outcome() == OK, e -> Copies.asked(e, e.rev() + 1))),
  ACK_NAMES_ANOTHER_REV(Anomaly.MISMATCH, Edits::withAnotherRevInAnAck),
  SENDER_SEEN_ALTERED(
      Anomaly.ALTERED,
      Edits.change(
          Entry.Event.class, e -> e.kind().equals("message.posted"), Copies::ofSomebodyElse)),
  DELETED_AND_YET_NOT(
      Anomaly.ALTERED, Edits.change(Entry.Read.class, e -> Edits.messages(e) > 0, Copies::turned)),
  SEQ_STORED_TWICE(Anomaly.SEQ_REPEATED, Edits.twice(Entry.Stored.class, Edits.from("journal"))),
  REV_LEFT_OUT(Anomaly.REV_GAP, Edits.change(Entry.Revs.class, e -> true, Copies::oneLess)),
  PUSH_SHOWS_ANOTHER_ID(
      Anomaly.MISMATCH, Edits.change(Entry.Event.class, e -> e.seq() > 0, Copies::otherId)),
  PUSH_SHOWS_ANOTHER_CHANGE(Anomaly.MISMATCH, Edits::withAnotherChange),
  PAGE_SHOWS_ANOTHER_ID(
      Anomaly.MISMATCH, Edits.change(Entry.Stored.class, Edits.from("http-2"), Copies::otherId)),
  PAGE_WITH_A_HOLE(
      Anomaly.LIST_HOLE,
      Edits.change(Entry.Read.class, e -> Edits.messages(e) > 2, e -> Copies.without(e, 1))),
  PAGE_WITHOUT_THE_NEWEST(
      Anomaly.LIST_HOLE,
      Edits.change(
          Entry.Read.class,
          e -> Edits.messages(e) > 0,
          e -> Copies.without(e, Edits.messages(e) - 1))),
  EVENT_LEFT_OUT(Anomaly.EVENT_GAP, Edits::withoutAnEvent),
  EVENT_REPEATED(Anomaly.EVENT_REPEATED, Edits.twice(Entry.Event.class, e -> true)),
  EVENT_WITHOUT_SYNCED(Anomaly.EVENT_UNSYNCED, Edits::withoutASynced),
  EVENT_BEYOND_THE_JOURNAL(
      Anomaly.PHANTOM_REV,
      chat -> {
        SimulatedRoom room = chat.rooms.get(0);
        chat.subscribe(client(chat, "u1"), 0);
        post(chat, room, "u2");
        chat.bring(client(chat, "u1"), 0, 1);
      },
      Edits::withAnEventTooMuch),
  READ_BEYOND_THE_JOURNAL(
      Anomaly.PHANTOM_REV,
      Edits.change(Entry.Read.class, e -> e.via().equals("meta") && e.rev() > 0, Copies::beyond)),
  UNREAD_OFF_BY_ONE(
      Anomaly.UNREAD, Edits.change(Entry.Count.class, e -> true, e -> Copies.count(e, 1, 0))),
  MENTIONS_OFF_BY_ONE(
      Anomaly.MENTIONS, Edits.change(Entry.Count.class, e -> true, e -> Copies.count(e, 0, 1))),
  UNREAD_NEGATIVE(
      Anomaly.NEGATIVE,
      Edits.change(Entry.Count.class, e -> true, e -> Copies.count(e, -1 - e.unread(), 0))),
  UNREAD_NEGATIVE_UNDER_LOAD(
      Anomaly.NEGATIVE, Edits.change(Entry.Marker.class, e -> true, Copies::negative)),
  MARKER_ANOTHER_IN_THE_DIRECTORY(
      Anomaly.MARKER_DIFFERS,
      Edits.change(Entry.Count.class, e -> !e.source().equals("inbox"), Copies::marked)),
  VIEW_WITHOUT_A_ROW(Anomaly.VIEW_MISSING, Edits.without(Entry.Stored.class, Edits.from("view"))),
  PAGES_WITHOUT_A_MESSAGE(
      Anomaly.VIEW_MISSING, Edits.without(Entry.Stored.class, Edits.from("http-3"))),
  VIEW_WITH_A_ROW_TOO_MUCH(Anomaly.VIEW_EXTRA, Edits::withARowTooMuch),
  VIEW_WITH_A_ROW_TWICE(Anomaly.VIEW_EXTRA, Edits.twice(Entry.Stored.class, Edits.from("view"))),
  VIEW_WITH_ANOTHER_CONTENT(
      Anomaly.VIEW_DIFFERS, Edits.change(Entry.Stored.class, Edits.from("view"), Copies::altered)),
  VIEW_WITH_ANOTHER_ID(
      Anomaly.VIEW_DIFFERS, Edits.change(Entry.Stored.class, Edits.from("view"), Copies::otherId)),
  VIEW_LATE_AT_REST(
      Anomaly.LATE_VIEW,
      Edits.change(
          Entry.Lag.class,
          e -> e.when().equals("rest"),
          e -> new Entry.Lag("rest", e.at(), 1_000.5))),
  REPEAT_ACKED_WITH_ANOTHER_SEQ(
      Anomaly.OTHER_SEQ,
      Edits.change(
          Entry.Send.class,
          Entry.Send::repeat,
          e -> Copies.again(e, e.seq() + 1, true, e.start()))),
  SENT_ANEW_AND_ACKED_WITH_ANOTHER_ID(
      Anomaly.OTHER_SEQ, Edits.change(Entry.Send.class, Entry.Send::repeat, Copies::anew)),
  REPEAT_ACKED_AS_NEW(
      Anomaly.NOT_DUPLICATE,
      Edits.change(
          Entry.Send.class, Entry.Send::repeat, e -> Copies.again(e, e.seq(), false, e.start()))),
  SEEN_BY_THE_HARNESS(
      Anomaly.BROKEN, chat -> chat.record(0, new Entry.Broken("attack", "let in", 1)));

  final Anomaly anomaly;
  private final Consumer<SimulatedChat> during;
  private final Edits.Edit after;

  Break(Anomaly anomaly, Consumer<SimulatedChat> during) {
    this(anomaly, during, (entries, random) -> {});
  }

  Break(Anomaly anomaly, Edits.Edit after) {
    this(anomaly, chat -> {}, after);
  }

  Break(Anomaly anomaly, Consumer<SimulatedChat> during, Edits.Edit after) {
    this.anomaly = anomaly;
    this.during = during;
    this.after = after;
  }

  /** A history that was sound up to this. */
  List<Entry> history(long seed) {
    SimulatedChat chat = new SimulatedChat(seed, 3, 5).run(600);
    during.accept(chat);
    List<Entry> entries = chat.entries();
    after.apply(entries, chat.random);
    return entries;
  }

  /** Posts a message whose content is x; it is acked. */
  private static SimulatedRoom.Post post(SimulatedChat chat, SimulatedRoom room, String user) {
    SimulatedRoom.Post post = room.post(user, chat.nextKey(), "x", List.of());
    acked(chat, room, post, chat.later());
    return post;
  }

  private static void ackedInVain(SimulatedChat chat, SimulatedRoom room) {
    long seq = room.lastSeq() + 1;
    String key = chat.nextKey();
    acked(
        chat,
        room,
        new SimulatedRoom.Post(seq, room.rev() + 1, "u1", key, "x", List.of()),
        chat.later());
  }

  private static void acked(
      SimulatedChat chat, SimulatedRoom room, SimulatedRoom.Post post, long at) {
    chat.sent(client(chat, post.sender), room, post.key, post.hash, OK, post, at, at + 1);
  }

  private static SimulatedClient client(SimulatedChat chat, String name) {
    return chat.clients.stream().filter(c -> c.name.equals(name)).findAny().orElseThrow();
  }
}
