package chat.parley.bench.load;

import chat.parley.bench.client.Json;
import chat.parley.bench.client.ParleyHttp;
import chat.parley.bench.client.ProblemException;
import chat.parley.bench.fault.LocalCluster;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Nodes started by the script that users start them with, without the links of {@link LocalCluster}
 * between, which would carry every byte through the process that measures.
 */
final class ParleyTarget implements Target {

  private static final int ROOMS_AT_ONCE = 500;
  private static final int MEMBERS_AT_ONCE = 4_000;

  /** As many as a room takes when it is made; the others are put into it one by one. */
  private static final int AT_CREATION = 1_000;

  private static final int MOST_TRIES = 10;
  private static final String NO_LIMIT = "1000000/1000000";

  private final Ground ground;
  private final Servers nodes;
  private final List<URI> urls = new ArrayList<>();
  private final List<String> rooms = new ArrayList<>();
  private ParleyHttp admin;

  private ParleyTarget(Ground ground) {
    this.ground = ground;
    this.nodes = new Servers(ground);
  }

  /**
   * @param options of Java, such as {@code -Xmx1g}
   */
  static ParleyTarget start(Ground ground, int nodes, String options, Map<String, String> more) {
    ParleyTarget target = new ParleyTarget(ground);
    String seed = "";
    for (int number = 1; number <= nodes; number++) {
      int remoting = Ground.freePort();
      seed = seed.isEmpty() && nodes > 1 ? "127.0.0.1:" + remoting : seed;
      Map<String, String> environment = target.environment(number, remoting, seed);
      environment.put("PARLEY_JAVA_OPTS", options);
      environment.putAll(more);
      target.nodes.start(
          "parley-" + number,
          List.of(ground.project().resolve("parley").toString(), "up"),
          environment,
          "Parley is up: ");
    }
    target.admin =
        new ParleyHttp(target.urls.get(0), ground.token("bench-admin", "ADMIN"))
            .within(Duration.ofMinutes(1));
    return target;
  }

  private Map<String, String> environment(int number, int remoting, String seed) {
    int http = Ground.freePort();
    urls.add(URI.create("http://127.0.0.1:" + http));
    Map<String, String> all = new HashMap<>();
    all.put("PARLEY_BUILD", "off");
    all.put("PARLEY_JWT_SECRET", Ground.SECRET);
    all.put("PARLEY_USER_RATE", NO_LIMIT);
    all.put("PARLEY_ROOM_RATE", NO_LIMIT);
    all.put("PARLEY_DRAIN", "0");
    all.put("PARLEY_HTTP_PORT", Integer.toString(http));
    all.put("PARLEY_MANAGEMENT_PORT", Integer.toString(Ground.freePort()));
    all.put("PARLEY_REMOTING_PORT", Integer.toString(remoting));
    all.put("PARLEY_SEED_NODES", seed);
    all.put("PARLEY_DATA_DIR", ground.place("node-" + number).toString());
    all.put("PARLEY_DATABASE_URL", "jdbc:postgresql:" + ground.databaseAddress());
    all.put("PARLEY_DATABASE_USER", "postgres");
    return all;
  }

  @Override
  public List<URI> urls() {
    return urls;
  }

  @Override
  public List<Long> pids() {
    return nodes.pids();
  }

  @Override
  public Wire wire() {
    return new ParleyWire(ground::token, rooms::get);
  }

  @Override
  public void makeRooms(Cast cast) {
    List<ObjectNode> batch = new ArrayList<>();
    int members = 0;
    for (int room = 0; room < cast.rooms(); room++) {
      ObjectNode body = Json.object().put("externalRef", "bench-" + room).put("kind", "GROUP");
      ArrayNode all = body.putArray("members");
      int[] users = cast.members(room);
      for (int i = 0; i < Math.min(users.length, AT_CREATION); i++) {
        all.add(Ground.user(users[i]));
      }
      batch.add(body);
      members += all.size();
      if (batch.size() == ROOMS_AT_ONCE || members > MEMBERS_AT_ONCE) {
        make(batch);
        batch.clear();
        members = 0;
      }
    }
    make(batch);
    for (int room = 0; room < cast.rooms(); room++) {
      int[] users = cast.members(room);
      for (int i = AT_CREATION; i < users.length; i++) {
        admin.putMember(rooms.get(room), Ground.user(users[i]), Json.object());
      }
    }
  }

  private void make(List<ObjectNode> batch) {
    ObjectNode body = Json.object();
    body.putArray("rooms").addAll(batch);
    Map<String, String> made = new HashMap<>();
    for (JsonNode room : admin.call("POST", "/rooms/by-ref", body).body().path("created")) {
      made.put(room.path("externalRef").asText(), room.path("id").asText());
    }
    for (ObjectNode room : batch) {
      String ref = room.path("externalRef").asText();
      rooms.add(made.containsKey(ref) ? made.get(ref) : getOrMake(ref, room));
    }
  }

  /** For one that a busy server left out, or made without saying so. */
  private String getOrMake(String ref, ObjectNode room) {
    ObjectNode body = room.deepCopy().without("externalRef");
    for (int tries = 1; ; tries++) {
      try {
        return admin.roomByRef(ref, body).path("id").asText();
      } catch (ProblemException e) {
        if (!e.temporary() || tries == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  @Override
  public String room(int room) {
    return rooms.get(room);
  }

  @Override
  public String listPath(int room) {
    return "/api/chat/rooms/" + rooms.get(room) + "/messages?limit=30";
  }

  @Override
  public String authorization(int user) {
    return "Bearer " + ground.token(user);
  }

  @Override
  public OptionalDouble lagMs() {
    return admin
        .health()
        .map(body -> body.path("components").path("views").path("historyLagMs"))
        .filter(JsonNode::isNumber)
        .map(ms -> OptionalDouble.of(ms.asDouble()))
        .orElse(OptionalDouble.empty());
  }

  @Override
  public void stop() {
    nodes.stop();
  }

  @Override
  public void startAgain() {
    nodes.startAgain();
  }
}
