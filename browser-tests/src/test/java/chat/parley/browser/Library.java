package chat.parley.browser;

import chat.parley.bench.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Browsers with the client library alone, users and rooms that no other test knows. */
final class Library implements AfterEachCallback {

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Stage stage;
  private final List<BrowserContext> browsers = new ArrayList<>();

  Library(Stage stage) {
    this.stage = stage;
  }

  /** A browser of somebody's own. */
  BrowserContext browser() {
    BrowserContext browser = stage.chromium().browser().newContext();
    browsers.add(browser);
    return browser;
  }

  LibraryTab tab(BrowserContext browser) {
    return new LibraryTab(browser, stage.gate().url());
  }

  /** A tab in a browser of its own. */
  LibraryTab tab() {
    return tab(browser());
  }

  String token(String user) {
    return stage.server().token(user, user, "USER");
  }

  /** A room of these, with a name that is new. */
  String room(String... users) {
    String id = "library-" + NUMBER.incrementAndGet();
    JsonNode body = Json.of(Map.of("id", id, "kind", "GROUP", "members", List.of(users)));
    return stage.server().admin().createRoom(body).path("id").asText();
  }

  /** A room of one user with so many messages of the past, which say their seq. */
  String roomWithHistory(String user, int messages) {
    String id = "library-" + NUMBER.incrementAndGet();
    StringBuilder lines = new StringBuilder();
    lines.append(Json.write(Json.of(Map.of("type", "source", "name", id)))).append('\n');
    lines.append(Json.write(Json.of(Map.of("type", "room", "room", id, "id", id)))).append('\n');
    for (int i = 1; i <= messages; i++) {
      String at = Instant.EPOCH.plusSeconds(i).toString();
      Map<String, Object> line =
          Map.of(
              "type", "message", "position", i, "at", at, "userId", user, "content", "past " + i);
      lines.append(Json.write(Json.of(line))).append('\n');
    }
    stage.server().admin().importLines(lines.toString());
    return id;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    browsers.forEach(BrowserContext::close);
    browsers.clear();
  }
}
