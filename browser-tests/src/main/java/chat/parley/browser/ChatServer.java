package chat.parley.browser;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.TokenSigner;
import chat.parley.bench.fault.LocalCluster;
import chat.parley.node.DataDirectory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;

/**
 * One node in a process of its own that lets people in by a name, with a durable PostgreSQL beside
 * it. What it answers can be asked for without a browser, too.
 */
public final class ChatServer implements AutoCloseable {

  private static final int IMPORT_LINES = 10_000;
  private static final Instant LONG_AGO = Instant.parse("2024-03-01T08:00:00Z");

  private final LocalCluster cluster;
  private final TokenSigner tokens;

  /**
   * @param home an empty directory
   * @param javaOptions of the node
   */
  public ChatServer(Path home, String... javaOptions) {
    LocalCluster.Builder builder = LocalCluster.of(home, 1).set("PARLEY_JWT_SECRET", "");
    for (String option : javaOptions) {
      builder.option(option);
    }
    cluster = builder.start();
    tokens = new TokenSigner(DataDirectory.secret(home.resolve("node-1")));
  }

  public URI url() {
    return cluster.node(1).url();
  }

  public long pid() {
    return cluster.node(1).pid();
  }

  /** SIGKILL: the node is gone and has said good-bye to nobody. */
  public void kill() {
    cluster.node(1).kill();
  }

  /** Starts it again at the same address; comes back when it serves. */
  public void startAgain() {
    cluster.node(1).launch();
    cluster.node(1).awaitUp();
  }

  /** The calls of somebody with this id, who is called the same. */
  public ParleyHttp user(String id) {
    return new ParleyHttp(url(), token(id, id, "USER"));
  }

  public ParleyHttp admin() {
    return new ParleyHttp(url(), token("root", "Root", "ADMIN"));
  }

  /** A token as the node itself makes it. */
  public String token(String id, String name, String role) {
    return tokens.token(id, name, role, Duration.ofHours(2));
  }

  /** Makes a group of these people, the first of them its owner, and answers its id. */
  public String room(String name, String... people) {
    ObjectNode body = Json.object().put("kind", "GROUP").put("name", name);
    List.of(people).forEach(body.putArray("members")::add);
    return user(people[0]).createRoom(body).path("id").asText();
  }

  /** Says something without a browser. */
  public void say(String room, String person, String text) {
    user(person).post(room, Json.object().put("content", text));
  }

  /**
   * Makes a room with a past, as if one person had talked alone, a message a minute.
   *
   * @return its id
   */
  public String history(String name, String person, int messages, IntFunction<String> text) {
    String declared = Json.write(Json.object().put("type", "source").put("name", "past")) + "\n";
    ObjectNode room = Json.object().put("type", "room").put("room", "r");
    declared += Json.write(room.put("externalRef", name).put("name", name)) + "\n";
    String id = "";
    for (int from = 1; from <= messages; from += IMPORT_LINES) {
      StringBuilder lines = new StringBuilder(declared);
      for (int i = from; i < Math.min(messages + 1, from + IMPORT_LINES); i++) {
        ObjectNode line = Json.object().put("type", "message").put("position", i);
        line.put("at", LONG_AGO.plusSeconds(60L * i).toString());
        line.put("userId", person).put("content", text.apply(i));
        lines.append(Json.write(line)).append('\n');
      }
      id = admin().importLines(lines.toString()).path("rooms").path(0).path("roomId").asText();
    }
    return id;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
