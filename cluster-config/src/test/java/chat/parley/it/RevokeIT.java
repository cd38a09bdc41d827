package chat.parley.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.parley.node.LocalPostgres;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens revoked through one node of a cluster of two, over one database. */
class RevokeIT {

  private static final RunningNode ONE = new RunningNode();
  private static final RunningNode OTHER = new RunningNode();
  private static LocalPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    Path target = Files.createDirectories(Path.of("target", "it"));
    postgres = LocalPostgres.start(Files.createTempDirectory(target, "shared").toAbsolutePath());
    int seed;
    try (ServerSocket free = new ServerSocket(0)) {
      seed = free.getLocalPort();
    }
    ONE.with("PARLEY_REMOTING_PORT", Integer.toString(seed));
    for (RunningNode node : new RunningNode[] {ONE, OTHER}) {
      node.with("PARLEY_SEED_NODES", "127.0.0.1:" + seed)
          .with("PARLEY_DATABASE_URL", postgres.url())
          .with("PARLEY_DATABASE_USER", postgres.user())
          .beforeAll(null);
    }
  }

  @AfterAll
  static void stop() {
    OTHER.stop();
    ONE.stop();
    postgres.close();
  }

  private static int rooms(RunningNode node, String token) {
    return new TestUser(node.address(), token).get("/rooms").status();
  }

  @Test
  void aRevokedTokenIsRefusedEverywhereAndStaysSoWhenAllNodesWereAway() {
    String token = RunningNode.token("eve", "USER");
    TestUser eve = new TestUser(OTHER.address(), token);
    try (TestSocket socket = eve.socket();
        TestSocket bystander = OTHER.user("bo").socket()) {
      socket.hello();
      bystander.hello();
      assertThat(rooms(ONE, token)).isEqualTo(200);
      assertThat(rooms(OTHER, token)).isEqualTo(200);

      TestUser.Answer answer = ONE.admin().post("/users/eve/revoke", "");

      assertThat(answer.status()).isEqualTo(204);
      assertThat(rooms(ONE, token)).isEqualTo(401);
      JsonNode bye = socket.takeType("bye");
      assertThat(bye.path("code").asInt()).isEqualTo(4401);
      assertThat(bye.path("reason").asText()).isEqualTo("revoked");
      assertThat(bye.path("reconnect").asBoolean()).isFalse();
      assertThat(socket.isClosed()).isTrue();
      assertThat(rooms(OTHER, token)).isEqualTo(401);
      assertThat(bystander.ask("ping", "").path("type").asText()).isEqualTo("pong");
    }
    try (TestSocket again = eve.socket()) {
      again.send("{\"type\":\"hello\",\"id\":1}");
      assertThat(again.takeType("error").path("code").asText()).isEqualTo("unauthorized");
    }

    // Tokens tell whole seconds of their time, so one of the next second is a new one.
    await().until(() -> rooms(OTHER, RunningNode.token("eve", "USER")) == 200);
    try (TestSocket anew = OTHER.user("eve").socket()) {
      assertThat(anew.hello().path("userId").asText()).isEqualTo("eve");
    }

    OTHER.stop();
    ONE.restart();
    OTHER.start();
    assertThat(rooms(ONE, token)).isEqualTo(401);
    assertThat(rooms(OTHER, token)).isEqualTo(401);
    assertThat(rooms(OTHER, RunningNode.token("eve", "USER"))).isEqualTo(200);
  }
}
