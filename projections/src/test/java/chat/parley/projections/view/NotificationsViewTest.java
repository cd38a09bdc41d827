package chat.parley.projections.view;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.engine.domain.ContentType;
import chat.parley.engine.domain.EventJson;
import chat.parley.engine.domain.Ids;
import chat.parley.engine.domain.MemberRole;
import chat.parley.engine.domain.MessageIds;
import chat.parley.engine.domain.RoomEvent;
import chat.parley.engine.domain.RoomEvent.FirstMember;
import chat.parley.engine.domain.RoomEvent.Origin;
import chat.parley.engine.domain.RoomKey;
import chat.parley.engine.domain.RoomKind;
import chat.parley.projections.Database;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.journal.JournalRow;
import chat.parley.projections.journal.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told of what. */
class NotificationsViewTest {

  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RoomKey GROUP = new RoomKey("main", "group");
  private static final RoomKey PAIR = new RoomKey("main", Ids.roomIdOfPair("ann", "bob"));

  private Database database;
  private final List<JournalRow> rows = new ArrayList<>();
  private long seq;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void membersOtherThanWhoMadeTheRoomAreInvited() {
    create(GROUP, RoomKind.GROUP, "ann", "bob", "cid");
    joins(GROUP, "dan", "ann");
    joins(GROUP, "eve", "eve");

    assertThat(told()).containsExactly("bob invitation", "cid invitation", "dan invitation");
  }

  @Test
  void mentionedMembersAreToldButNotTheSenderNorStrangers() {
    create(GROUP, RoomKind.GROUP, "ann", "bob", "cid");
    posts(GROUP, "ann", "ann", "bob", "stranger");

    assertThat(toldOfMessages()).containsExactly("bob mention hello");
  }

  @Test
  void whoMutedTheRoomIsNotTold() {
    create(GROUP, RoomKind.GROUP, "ann", "bob", "cid");
    happens(GROUP, new RoomEvent.MuteChanged("bob", true, NOON));
    posts(GROUP, "ann", "bob", "cid");
    happens(GROUP, new RoomEvent.MuteChanged("bob", false, NOON));
    posts(GROUP, "ann", "bob");

    assertThat(toldOfMessages()).containsExactly("bob mention hello", "cid mention hello");
  }

  @Test
  void theOtherOneOfAPairIsToldOfEveryMessageOnce() {
    create(PAIR, RoomKind.DIRECT, "ann", "bob");
    posts(PAIR, "ann");
    posts(PAIR, "bob", "ann");

    assertThat(told()).containsExactly("ann direct", "bob direct");
  }

  @Test
  void importedMessagesAreNoNews() {
    create(GROUP, RoomKind.GROUP, "ann", "bob");
    posted(GROUP, "ann", ContentType.TEXT, new Origin("log", 1), "bob");
    posted(GROUP, "ann", ContentType.SYSTEM, null, "bob");

    assertThat(toldOfMessages()).isEmpty();
  }

  @Test
  void anEditChangesThePreviewAndTakesBackFromWhomItMentionsNoMore() {
    create(GROUP, RoomKind.GROUP, "ann", "bob", "cid", "dan");
    posts(GROUP, "ann", "bob", "cid");
    happens(
        GROUP,
        new RoomEvent.MessageEdited(
            2, 1, MessageIds.of(GROUP, 1, NOON), "edited", List.of("cid", "dan"), NOON));

    assertThat(toldOfMessages()).containsExactly("cid mention edited");
  }

  @Test
  void aDeletedMessageAndARoomThatWasLeftTakeTheirNotificationsWithThem() {
    create(GROUP, RoomKind.GROUP, "ann", "bob", "cid");
    posts(GROUP, "ann", "bob", "cid");
    posts(GROUP, "ann", "bob", "cid");
    happens(GROUP, new RoomEvent.MessageDeleted(3, 1, MessageIds.of(GROUP, 1, NOON), "ann", NOON));
    happens(GROUP, new RoomEvent.MemberLeft(4, "bob", "ann", NOON));
    posts(GROUP, "ann", "bob");

    assertThat(toldOfMessages()).containsExactly("cid mention hello");
  }

  @Test
  void aPreviewIsCutBetweenCodePoints() {
    create(GROUP, RoomKind.GROUP, "ann", "bob");
    String smileys = "😀".repeat(200);
    happens(
        GROUP,
        new RoomEvent.MessagePosted(
            1,
            1,
            "id",
            "ann",
            "Ann",
            null,
            smileys,
            ContentType.TEXT,
            null,
            0,
            null,
            List.of("bob"),
            null,
            NOON));

    assertThat(toldOfMessages()).containsExactly("bob mention " + "😀".repeat(140));
  }

  private void create(RoomKey room, RoomKind kind, String... users) {
    List<FirstMember> members =
        Stream.of(users).map(user -> new FirstMember(user, MemberRole.MEMBER)).toList();
    happens(room, new RoomEvent.RoomCreated(kind, null, null, null, users[0], members, NOON));
  }

  private void joins(RoomKey room, String user, String by) {
    happens(room, new RoomEvent.MemberJoined(seq + 1, user, MemberRole.MEMBER, 0, by, NOON));
  }

  private void posts(RoomKey room, String sender, String... mentions) {
    posted(room, sender, ContentType.TEXT, null, mentions);
  }

  private void posted(
      RoomKey room, String sender, ContentType type, Origin origin, String... mentions) {
    seq++;
    happens(
        room,
        new RoomEvent.MessagePosted(
            seq,
            seq,
            MessageIds.of(room, seq, NOON),
            sender,
            "Name",
            null,
            "hello",
            type,
            null,
            0,
            null,
            List.of(mentions),
            origin,
            NOON));
  }

  private void happens(RoomKey room, RoomEvent event) {
    rows.add(
        new JournalRow(
            Position.START, room.entityId(), rows.size() + 1L, 0, EventJson.write(event)));
  }

  private List<String> told() {
    return afterEachAndAfterAll("select user_id || ' ' || kind from notification order by 1");
  }

  private List<String> toldOfMessages() {
    return afterEachAndAfterAll(
        "select user_id || ' ' || kind || ' ' || preview from notification where seq > 0 order by 1");
  }

  /** The same whether the events come one by one or as one group. */
  private List<String> afterEachAndAfterAll(String sql) {
    View view = Views.named("notifications").orElseThrow();
    rows.forEach(row -> apply(database, view, List.of(row)));
    List<String> oneByOne = Dump.rows(database, sql);
    try (Database other = TestDatabase.fresh()) {
      apply(other, view, rows);
      assertThat(Dump.rows(other, sql)).isEqualTo(oneByOne);
    }
    return oneByOne;
  }

  private static void apply(Database database, View view, List<JournalRow> rows) {
    database
        .transaction(
            connection -> {
              view.apply(connection, rows);
              return null;
            })
        .toCompletableFuture()
        .join();
  }
}
