package chat.parley.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.bench.client.Json;
import com.microsoft.playwright.BrowserContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What product teams get who import the library without the page. */
class ClientLibraryIT {

  @RegisterExtension static final Stage STAGE = new Stage();
  @RegisterExtension final Library library = new Library(STAGE);

  @Test
  void whatOneDoesToAMessageTheOtherSees() {
    String room = library.room("ada", "bo");
    LibraryTab ada = library.tab().in(room, library.token("ada"));
    LibraryTab bo = library.tab().in(room, library.token("bo"));

    ada.say("hello");
    bo.untilSaid("hello");
    bo.run("await room.react(room.messages.at(-1).id, '👍')");
    ada.until("room.messages.at(-1)?.reactions?.[0].userIds[0] === 'bo'");
    ada.run("await room.edit(room.messages.at(-1).id, 'hello!')");
    bo.untilSaid("hello!");
    bo.run("room.setTyping(true); room.markRead()");
    ada.until("room.typing[0]?.userId === 'bo'");
    ada.until("room.receipts.get('bo')?.readSeq === 1");
    ada.run("await room.delete(room.messages.at(-1).id)");
    bo.until("room.messages.at(-1)?.deletedAt");
    assertThat(bo.count("room.messages.length")).isEqualTo(1);
  }

  @Test
  void whatIsSentIsShownAtOnceAndInOrderHoweverFastItIsSaid() {
    String room = library.room("ada");
    LibraryTab ada = library.tab().in(room, library.token("ada"));

    ada.run("for (const n of [1, 2, 3, 4, 5, 6, 7]) room.send({ content: String(n) })");

    assertThat(ada.get("room.pending.map((entry) => entry.content).join()"))
        .asString()
        .endsWith("7");
    ada.untilSent();
    assertThat(ada.contents()).isEqualTo("1,2,3,4,5,6,7");
  }

  @Test
  void whatIsRefusedIsKeptUntilItIsTakenBack() {
    String room = library.room("ada");
    LibraryTab ada = library.tab().in(room, library.token("ada"));

    ada.run("room.send({ content: 'x'.repeat(4001) }); room.send({ content: 'short' })");
    ada.until("room.pending[0]?.state === 'failed'");

    assertThat(ada.get("room.pending[0].error.code")).isEqualTo("too_large");
    ada.untilSaid("short");
    ada.run("room.pending[0].retry()");
    ada.until("room.pending[0].state === 'failed'");
    ada.run("room.pending[0].discard()");
    ada.untilSent();
  }

  @Test
  void whatWasWrittenWithoutANetworkIsSentOnceByALaterTab() {
    String room = library.room("ada");
    BrowserContext browser = library.browser();
    LibraryTab first = library.tab(browser).in(room, library.token("ada"));
    STAGE.gate().shut();
    first.until("client.state.name === 'waiting'");

    first.run("room.send({ content: 'one' }); room.send({ content: 'two' })");
    first.run(
        "const db = await new Promise((done) => {"
            + " const name = `parley ${location.origin} main ada`;"
            + " indexedDB.open(name).onsuccess = (e) => done(e.target.result); });"
            + " for (let kept = 0; kept < 2;) kept = await new Promise((done) => {"
            + " const store = db.transaction('outbox').objectStore('outbox');"
            + " store.count().onsuccess = (e) => done(e.target.result); })");
    first.close();
    STAGE.gate().open();
    LibraryTab second = library.tab(browser).in(room, library.token("ada"));
    second.untilSaid("two");
    second.untilSent();

    assertThat(second.contents()).isEqualTo("one,two");
  }

  @Test
  void whatWasMissedComesWithoutAHole() {
    String room = library.room("ada", "bo");
    LibraryTab ada = library.tab().in(room, library.token("ada"));
    ada.say("before");
    ada.untilSaid("before");
    ada.untilSent();

    STAGE.gate().shut();
    ada.until("room.status === 'stale'");
    for (int i = 1; i <= 3; i++) {
      post("bo", room, Map.of("content", "missed " + i));
    }
    STAGE.gate().open();
    ada.untilSaid("missed 3");

    assertThat(ada.contents()).isEqualTo("before,missed 1,missed 2,missed 3");
    assertThat(ada.get("room.status")).isEqualTo("live");
  }

  @Test
  void refusedSocketsLeadToAStreamAndThatToPollingAndBothBack() {
    String room = library.room("ada", "bo");
    LibraryTab bo = library.tab().in(room, library.token("bo"));
    STAGE.gate().refuse(path -> path.endsWith("/ws"));
    LibraryTab ada = library.tab().in(room, library.token("ada"));

    assertThat(ada.get("client.state.transport")).isEqualTo("sse");
    ada.say("by a stream");
    ada.untilSaid("by a stream");
    ada.untilSent();
    STAGE.gate().refuse(path -> path.endsWith("/ws") || path.endsWith("/events"));
    ada.until("client.state.name === 'polling'");
    ada.say("by polling");
    ada.untilSent();
    STAGE.gate().open();
    ada.until("client.state.transport === 'socket'");
    bo.until("client.state.transport === 'socket'");

    bo.untilSaid("by polling");
    assertThat(bo.contents()).isEqualTo("by a stream,by polling");
    assertThat(ada.contents()).isEqualTo("by a stream,by polling");
  }

  @Test
  void pollingAsksForMessagesOnlyWhenTheNewestIsAnother() {
    String room = library.room("ada", "bo");
    String of = "/api/chat/rooms/" + room;
    LibraryTab ada = library.tab().in(room, library.token("ada"), "({ transports: ['polling'] })");
    await().until(() -> STAGE.gate().calls(of + "/meta") >= 3);

    assertThat(STAGE.gate().calls(of + "/messages")).isEqualTo(1);
    post("bo", room, Map.of("content", "new"));
    ada.untilSaid("new");
    assertThat(STAGE.gate().calls(of + "/messages")).isEqualTo(2);
  }

  @Test
  void aTokenThatIsRefusedIsAskedForAgain() {
    String room = library.room("ada");
    String good = library.token("ada");
    String bad = good.substring(0, good.length() - 4) + "AAAA";
    LibraryTab ada = library.tab();

    ada.connect(
        room,
        bad,
        "({ token: (why) => (asked.push(why), why === 'refused' ? '"
            + good
            + "' : '"
            + bad
            + "') })");

    ada.until("room.status === 'live'");
    assertThat(ada.get("asked.join()")).isEqualTo("start,refused");
  }

  @Test
  void aTokenThatIsRefusedForGoodEndsIt() {
    String good = library.token("ada");
    LibraryTab ada = library.tab();

    ada.connect("library-none", good.substring(0, good.length() - 4) + "AAAA", "({})");

    ada.until("client.state.name === 'closed'");
    assertThat(ada.get("client.state.error.code")).isEqualTo("unauthorized");
  }

  @Test
  void historyGoesBothWaysAndStaysBounded() {
    String room = library.roomWithHistory("ada", 300);
    LibraryTab ada = library.tab().in(room, library.token("ada"), "({ maxMessages: 100 })");

    ada.run("while (!room.atStart) await room.before()");
    assertThat(ada.get("room.messages[0].content")).isEqualTo("past 1");
    assertThat(ada.count("room.messages.length")).isEqualTo(100);
    assertThat(ada.get("room.atEnd")).isEqualTo(false);
    ada.run("while (!room.atEnd) await room.after()");
    assertThat(ada.get("room.messages.at(-1).content")).isEqualTo("past 300");
    assertThat(ada.count("room.messages.length")).isEqualTo(100);

    ada.run(
        "room.around(20).then(() => window.first = room.messages[0].seq);"
            + " await room.around(150)");
    assertThat(ada.get("room.messages.some((message) => message.seq === 150)")).isEqualTo(true);
    assertThat(
            ada.get(
                "room.messages.every((message, i) =>"
                    + " message.seq === room.messages[0].seq + i)"))
        .isEqualTo(true);
    post("ada", room, Map.of("content", "new"));
    ada.until("room.lastSeq === 301");
    assertThat(ada.get("room.messages.at(-1).seq < 200")).isEqualTo(true);
    ada.run("await room.toEnd()");
    ada.untilSaid("new");
    assertThat(
            ada.get(
                "(await room.messageById(room.messages[0].id)).seq" + " === room.messages[0].seq"))
        .isEqualTo(true);
  }

  @Test
  void theListOfRoomsFollowsWhatHappensInThem() {
    String open = library.room("ada", "bo");
    String other = library.room("ada", "bo");
    LibraryTab ada = library.tab().in(open, library.token("ada"));
    ada.run("await client.rooms.load()");

    post("bo", other, Map.of("content", "look", "mentions", List.of("ada")));

    ada.until("client.rooms.items[0].id === '" + other + "'");
    ada.until("client.rooms.items[0].unreadCount === 1");
    ada.until("client.rooms.items[0].lastMessage?.content === 'look'");
    ada.run("window.second = client.open('" + other + "')");
    ada.until("second.status === 'live'");
    assertThat(ada.get("second.readSeqAtOpen")).isEqualTo(0);
    ada.run("second.markRead()");
    assertThat(ada.get("client.rooms.get(second.id).unreadCount")).isEqualTo(0);
    assertThat(ada.get("client.people('B').map((person) => person.userId).join()")).isEqualTo("bo");
  }

  private static void post(String user, String room, Map<String, Object> message) {
    STAGE.server().user(user).post(room, Json.of(message));
  }
}
