package chat.parley.browser;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that stays open while the people of a real log chat, and what it holds meanwhile. */
final class LongStay {

  private static final Pattern SAID = Pattern.compile("\\[(\\d\\d):\\d\\d] <([^>]+)> (.+)");

  /** A line of the log: the hour in which it was said, who, and what. */
  record Said(String hour, String nick, String text) {}

  /** What the page holds, after a collection of garbage. */
  record Held(int messages, double heapMegabytes, int nodes, int listeners) {}

  private final ChatServer server;
  private final String room;
  private final Map<String, ParleyHttp> people = new HashMap<>();

  LongStay(ChatServer server, String room) {
    this.server = server;
    this.room = room;
  }

  static List<Said> read(Path log) {
    try {
      CharsetDecoder decoder =
          StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
      List<Said> all = new ArrayList<>();
      decoder
          .decode(ByteBuffer.wrap(Files.readAllBytes(log)))
          .toString()
          .lines()
          .map(SAID::matcher)
          .filter(Matcher::matches)
          .forEach(line -> all.add(new Said(line.group(1), line.group(2), line.group(3))));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets them say it, so many a second; comes back when the page shows the last. */
  void replay(Visitor visitor, List<Said> lines, int perSecond) {
    long begin = System.nanoTime();
    for (int i = 0; i < lines.size(); i++) {
      long due = begin + TimeUnit.SECONDS.toNanos(i) / perSecond;
      LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
      say(lines.get(i).nick(), lines.get(i).text());
    }
    String last = "That was line " + lines.size() + " of it.";
    say("teller", last);
    visitor.message(last).waitFor();
  }

  private void say(String nick, String text) {
    people.computeIfAbsent(nick, this::join).post(room, Json.object().put("content", text));
  }

  private ParleyHttp join(String nick) {
    String id = "p" + people.size();
    server.admin().putMember(room, id, Json.object());
    return server.admin().as(server.token(id, nick, "USER"));
  }

  /** Looks at a page. */
  static Held look(Visitor visitor, int messages) {
    CDPSession browser = visitor.context().newCDPSession(visitor.page());
    browser.send("HeapProfiler.enable");
    browser.send("HeapProfiler.collectGarbage");
    JsonObject heap = browser.send("Runtime.getHeapUsage");
    JsonObject counts = browser.send("Memory.getDOMCounters");
    browser.detach();
    return new Held(
        messages,
        heap.get("usedSize").getAsDouble() / 1e6,
        counts.get("nodes").getAsInt(),
        counts.get("jsEventListeners").getAsInt());
  }
}
