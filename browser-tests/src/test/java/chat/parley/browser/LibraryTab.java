package chat.parley.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.Map;

/**
 * A tab with the client library and no page of ours: {@code client}, and {@code room} if one was
 * named, are there for scripts.
 */
final class LibraryTab implements AutoCloseable {

  private static final int LOOK_EVERY_MS = 20;

  private static final String CONNECT =
      """
      async ({ token, roomId, options }) => {
        const page = await (await fetch("/")).text();
        const { connect } = await import(page.match(/\\/assets\\/[0-9a-f]+\\//)[0] + "parley.js");
        window.states = [];
        window.asked = [];
        window.client = connect({ token: (why) => (asked.push(why), token), ...eval(options) });
        client.on("state", () => states.push(client.state.name + " " + client.state.transport));
        window.room = roomId && client.open(roomId);
      }
      """;

  private final Page page;

  /** An empty document of the node's, in a new tab. */
  LibraryTab(BrowserContext browser, URI url) {
    page = browser.newPage();
    page.navigate(url.resolve("/openapi.json").toString());
  }

  /** Connects, and waits until the room is there. */
  LibraryTab in(String roomId, String token, String options) {
    connect(roomId, token, options);
    until("room.status === 'live'");
    return this;
  }

  LibraryTab in(String roomId, String token) {
    return in(roomId, token, "({})");
  }

  /** Does not wait for anything. */
  void connect(String roomId, String token, String options) {
    page.evaluate(CONNECT, Map.of("token", token, "roomId", roomId, "options", options));
  }

  /** What an expression gives. */
  Object get(String expression) {
    return page.evaluate("async () => (" + expression + ")");
  }

  int count(String expression) {
    return (Integer) get(expression);
  }

  /** Does something, and waits for its end where it has one. */
  void run(String script) {
    page.evaluate("async () => { " + script + " }");
  }

  void say(String text) {
    page.evaluate("(text) => { room.send({ content: text }); }", text);
  }

  void until(String condition) {
    page.waitForFunction(
        "() => " + condition,
        null,
        new Page.WaitForFunctionOptions().setPollingInterval(LOOK_EVERY_MS));
  }

  void untilSaid(String text) {
    until("room.messages.some((message) => message.content === '" + text + "')");
  }

  void untilSent() {
    until("room.pending.length === 0");
  }

  /** The contents in the order of the room, as one text. */
  Object contents() {
    return get("room.messages.map((message) => message.content).join()");
  }

  Page page() {
    return page;
  }

  @Override
  public void close() {
    page.close();
  }
}
