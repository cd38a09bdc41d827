package chat.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.bench.load.floor.FloorServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A crowd on the floor: real sockets, a real database. */
class FloorTest {

  private static final int SENDS = 300;
  private static final Cast CAST = Cast.even(12, 3, 8, 6);

  private static EmbeddedPostgres postgres;
  private static FloorServer server;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.start();
    server = new FloorServer(0, postgres.getJdbcUrl("postgres", "postgres"));
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
    postgres.close();
  }

  @Test
  void everySendComesToEveryFollowerOnceAndInOrder() {
    Ledger ledger = new Ledger(CAST.rooms());
    ledger.measure(Long.MIN_VALUE, Long.MAX_VALUE);
    try (Loop loop = new Loop()) {
      Crowd crowd = new Crowd(loop, new Running(), CAST, ledger, Texts.ofBytes(120));
      crowd.enter(4);
      new Driver(loop, crowd, CAST).fill(SENDS / CAST.rooms());
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> loop.ask(ledger::isSettled));

      assertThat(loop.ask(ledger::faults)).isEqualTo(new Ledger.Faults(0, 0, 0, 0, 0));
      assertThat(loop.ask(ledger::ackCount)).isEqualTo(SENDS);
      assertThat(loop.ask(ledger::deliveryCount)).isEqualTo(SENDS * 6L);
      assertThat(loop.ask(crowd::troubles)).isEqualTo(new Crowd.Troubles(0, 0, 0, 0, ""));
      assertThat(inDatabase()).isEqualTo(SENDS);
      assertThat(newest(loop)).contains("\"room\":1", "\"seq\":" + SENDS / CAST.rooms());
    }
  }

  private static String newest(Loop loop) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    HttpConnection.Owner owner =
        new HttpConnection.Owner() {
          @Override
          public void connected(HttpConnection connection) {
            connection.get("/messages?room=1", "nobody");
          }

          @Override
          public void answered(
              HttpConnection connection, int status, byte[] bytes, int from, int to) {
            answer.complete(Bytes.text(bytes, from, to));
          }

          @Override
          public void lost(String why) {
            answer.completeExceptionally(new IllegalStateException(why));
          }
        };
    loop.execute(() -> new HttpConnection(loop, url(), owner).open());
    return answer.join();
  }

  private static int inDatabase() {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from floor_message")) {
      rows.next();
      return rows.getInt(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The server of this test as a target. */
  private static final class Running implements Target {
    @Override
    public List<URI> urls() {
      return List.of(url());
    }

    @Override
    public List<Long> pids() {
      return List.of();
    }

    @Override
    public Wire wire() {
      return new FloorWire();
    }

    @Override
    public void makeRooms(Cast cast) {}

    @Override
    public String room(int room) {
      return Integer.toString(room);
    }

    @Override
    public String listPath(int room) {
      return "/messages?room=" + room;
    }

    @Override
    public String authorization(int user) {
      return "";
    }

    @Override
    public OptionalDouble lagMs() {
      return OptionalDouble.empty();
    }

    @Override
    public void stop() {}

    @Override
    public void startAgain() {}
  }
}
