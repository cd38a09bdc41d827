package chat.parley.bench.check;

import chat.parley.bench.check.Fault.Scene;
import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.fault.NodeProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What strangers and members with bad intentions send, and the answers that they must get. */
final class Attacks {

  private static final Duration ROUNDS_FOR = Duration.ofSeconds(12);
  private static final int WAIT_MS = 20_000;
  private static final int DEEP = 100_000;

  private static final int SLOW_HEADS = 200;
  private static final int SLOW_BYTES = 20;

  /** One of them: what came back. */
  private interface Attack {
    String on(Scene scene, NodeProcess node) throws IOException;
  }

  /** What must stand in the answer, by the attack's name. */
  private record Expected(Attack attack, String word) {}

  private static final Map<String, Expected> ALL = new LinkedHashMap<>();

  static {
    ALL.put("garbage frame", new Expected(socket("\u0000\u0001{{{"), "bad_request"));
    ALL.put("JSON 100,000 levels deep", new Expected(socket("[".repeat(DEEP)), "too_large"));
    ALL.put("broken UTF-8", new Expected(Attacks::brokenUtf8, ""));
    ALL.put("frame of 300 KB", new Expected(socket("x".repeat(300_000)), "4413"));
    ALL.put("10,000 fragments", new Expected(Attacks::fragments, "4413"));
    ALL.put("no token", new Expected(socket("{\"type\":\"hello\",\"id\":1}"), "unauthorized"));
    ALL.put("alg none", new Expected(Attacks::algNone, "unauthorized"));
    ALL.put("expired token", new Expected(Attacks::expired, "unauthorized"));
    ALL.put("wrong key", new Expected(Attacks::wrongKey, "unauthorized"));
    ALL.put("another algorithm", new Expected(Attacks::otherAlgorithm, "unauthorized"));
    ALL.put("a token that expires while connected", new Expected(Attacks::expiring, "4506"));
    ALL.put("a room of others, by HTTP", new Expected(Attacks::othersRoom, "forbidden"));
    ALL.put("ADMIN calls by a USER", new Expected(Attacks::adminCall, "forbidden"));
    ALL.put("an id with NUL", new Expected(Attacks::nulId, "HTTP/1.1 4"));
    ALL.put("an endless head", new Expected(Attacks::endlessHead, "HTTP/1.1 4"));
    ALL.put("200 slow heads", new Expected(Attacks::slowHeads, "served"));
  }

  private Attacks() {}

  /** All of them, over and over, against every node, while people chat. */
  static void attack(Scene scene) {
    scene.note("attack", "all nodes", "begin", 0);
    long until = System.nanoTime() + ROUNDS_FOR.toNanos();
    int done = 0;
    while (System.nanoTime() < until) {
      for (Map.Entry<String, Expected> one : ALL.entrySet()) {
        attempt(scene, one.getKey(), one.getValue());
        done++;
      }
    }
    scene.times().count("attack: attempts", done);
    scene.note("attack", "all nodes", "end", 0);
  }

  private static void attempt(Scene scene, String name, Expected expected) {
    NodeProcess node = scene.anyMember();
    String answer;
    try {
      answer = expected.attack().on(scene, node);
    } catch (IOException e) {
      answer = e.toString();
    }
    if (!answer.contains(expected.word())) {
      String shown = answer.substring(0, Math.min(200, answer.length()));
      scene.broken("attack", name + " on " + node + " was answered: " + shown);
    }
    if (!node.isAlive()) {
      scene.broken("attack", node + " ended after: " + name);
    }
  }

  private static Attack socket(String text) {
    return (scene, node) -> {
      try (RawPeer peer = new RawPeer(node.url(), WAIT_MS).upgrade()) {
        return peer.text(text).readUntil("\"code\"");
      }
    };
  }

  private static String brokenUtf8(Scene scene, NodeProcess node) throws IOException {
    try (RawPeer peer = new RawPeer(node.url(), WAIT_MS).upgrade()) {
      byte[] broken = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};
      return peer.write(RawPeer.frame(RawPeer.TEXT, true, broken)).readUntil("\"code\"");
    }
  }

  private static String fragments(Scene scene, NodeProcess node) throws IOException {
    try (RawPeer peer = new RawPeer(node.url(), WAIT_MS).upgrade()) {
      byte[] piece = "x".repeat(100).getBytes(StandardCharsets.US_ASCII);
      try {
        for (int i = 0; i < 10_000; i++) {
          peer.write(RawPeer.frame(i == 0 ? RawPeer.TEXT : 0, false, piece));
        }
      } catch (IOException e) {
        // Closed on the way is as well: what was said before stands in what can be read.
        return peer.readUntil("\"code\"") + " 4413";
      }
      String said = peer.readUntil("\"code\"");
      // The server stops waiting for an end that does not come; its word may be lost with the rest.
      return said.endsWith(RawPeer.CUT) ? said + " 4413" : said;
    }
  }

  private static String hello(NodeProcess node, String token) throws IOException {
    return hello(node, token, "\"code\"");
  }

  private static String hello(NodeProcess node, String token, String until) throws IOException {
    try (RawPeer peer = new RawPeer(node.url(), WAIT_MS).upgrade()) {
      String hello =
          Json.write(Json.object().put("type", "hello").put("id", 1).put("token", token));
      return peer.text(hello).readUntil(until);
    }
  }

  private static String algNone(Scene scene, NodeProcess node) throws IOException {
    return hello(node, unsigned("{\"alg\":\"none\"}") + "." + claims() + ".");
  }

  private static String wrongKey(Scene scene, NodeProcess node) throws IOException {
    return hello(node, unsigned("{\"alg\":\"HS256\"}") + "." + claims() + "." + unsigned("none"));
  }

  private static String otherAlgorithm(Scene scene, NodeProcess node) throws IOException {
    return hello(node, unsigned("{\"alg\":\"RS256\"}") + "." + claims() + "." + unsigned("none"));
  }

  /** Let in first, and then shown out. */
  private static String expiring(Scene scene, NodeProcess node) throws IOException {
    Duration soonOver = Duration.ofSeconds(3);
    String token = scene.cluster().tokens().token("user-0", "User", "USER", soonOver);
    String said = hello(node, token, "4506");
    return said.contains("\"hello\"") ? said : "never let in: " + said;
  }

  private static String claims() {
    long now = System.currentTimeMillis() / 1_000;
    return unsigned("{\"sub\":\"user-0\",\"role\":\"ADMIN\",\"exp\":" + (now + 600) + "}");
  }

  private static String unsigned(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String expired(Scene scene, NodeProcess node) throws IOException {
    return hello(
        node, scene.cluster().tokens().token("user-0", "User", "USER", Duration.ofMinutes(-10)));
  }

  private static String refusal(Runnable call) {
    try {
      call.run();
      return "done";
    } catch (ProblemException e) {
      return e.code();
    }
  }

  private static String othersRoom(Scene scene, NodeProcess node) {
    ParleyHttp stranger = scene.load().http(node, "stranger");
    String room = scene.load().rooms().get(scene.random().nextInt(scene.load().rooms().size()));
    List<String> answers = new ArrayList<>();
    answers.add(refusal(() -> stranger.post(room, Json.object().put("content", "let me in"))));
    answers.add(refusal(() -> stranger.messages(room, "limit=10")));
    answers.add(refusal(() -> stranger.putMember(room, "stranger", Json.object())));
    return answers.stream().allMatch("forbidden"::equals) ? "forbidden" : answers.toString();
  }

  private static String adminCall(Scene scene, NodeProcess node) {
    ParleyHttp user = scene.load().http(node, "user-0");
    return refusal(() -> user.call("POST", "/users/user-1/revoke", null));
  }

  private static String nulId(Scene scene, NodeProcess node) throws IOException {
    try (RawPeer peer = new RawPeer(node.url(), WAIT_MS)) {
      peer.write(
          "GET /api/chat/rooms/a%00b/meta HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + scene.cluster().token("user-0", "USER")
              + "\r\nConnection: close\r\n\r\n");
      return peer.readUntil("HTTP/1.1 4");
    }
  }

  private static String endlessHead(Scene scene, NodeProcess node) throws IOException {
    try (RawPeer peer = new RawPeer(node.url(), WAIT_MS)) {
      peer.write("GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: ");
      try {
        for (int i = 0; i < 200; i++) {
          peer.write("y".repeat(1_000));
        }
      } catch (IOException e) {
        return peer.readUntil("HTTP/1.1 4") + " closed: HTTP/1.1 4xx";
      }
      return peer.readUntil("HTTP/1.1 4");
    }
  }

  /** A byte now and then on many connections: others must be served meanwhile. */
  private static String slowHeads(Scene scene, NodeProcess node) throws IOException {
    List<RawPeer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_HEADS; i++) {
        peers.add(new RawPeer(node.url(), WAIT_MS).write("GET / HTTP/1.1\r\nX-Slow: "));
      }
      for (int i = 0; i < SLOW_BYTES; i++) {
        for (RawPeer peer : peers) {
          peer.write("z");
        }
        scene.hold(Duration.ofMillis(100));
      }
      boolean served = scene.load().http(node, "user-0").health().isPresent();
      return served ? "served" : "nobody was served meanwhile";
    } finally {
      peers.forEach(RawPeer::close);
    }
  }
}
