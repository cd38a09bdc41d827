package chat.parley.bench.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL behind a proxy that keeps its answers from the client. */
class CommitCutTest {

  private static EmbeddedPostgres postgres;

  private FaultProxy proxy;
  private Connection connection;

  @BeforeAll
  static void start() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    try (Connection direct = connect(postgres.getPort())) {
      execute(direct, "create table noted (id int primary key)");
    }
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void open() throws SQLException {
    InetAddress here = InetAddress.getLoopbackAddress();
    proxy =
        FaultProxy.open(
            new InetSocketAddress(here, 0), new InetSocketAddress(here, postgres.getPort()));
    connection = connect(proxy.port());
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
    proxy.close();
  }

  @Test
  void aCommitFailsForTheClientAndIsDurable() throws SQLException {
    // given
    connection.setAutoCommit(false);
    proxy.cutAtCommit(1);
    execute(connection, "insert into noted values (1)");

    // when
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);

    // then
    assertThat(isNoted(1)).isTrue();
    await().until(() -> proxy.cutCommits() == 1);
    assertThat(proxy.open()).isZero();
  }

  @Test
  void cutsAsManyAsItIsTold() throws SQLException {
    proxy.cutAtCommit(2);

    for (int id = 10; id < 12; id++) {
      try (Connection cut = connect(proxy.port())) {
        cut.setAutoCommit(false);
        execute(cut, "insert into noted values (" + id + ")");
        assertThatThrownBy(cut::commit).isInstanceOf(SQLException.class);
      }
    }
    connection.setAutoCommit(false);
    execute(connection, "insert into noted values (12)");
    connection.commit();

    assertThat(isNoted(10) && isNoted(11) && isNoted(12)).isTrue();
    assertThat(proxy.cutCommits()).isEqualTo(2);
  }

  @Test
  void cutsNothingUntilItIsToldAndThenAConnectionThatHasLongBeenOpen() throws SQLException {
    // given
    connection.setAutoCommit(false);
    for (int id = 1000; id < 2000; id++) {
      execute(connection, "insert into noted values (" + id + ")");
      connection.commit();
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select repeat('C', 5000000)")) {
      rows.next();
      assertThat(rows.getString(1)).hasSize(5_000_000);
    }
    assertThat(proxy.cutCommits()).isZero();

    // when
    proxy.cutAtCommit(1);
    execute(connection, "insert into noted values (2000)");

    // then
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    assertThat(isNoted(2000)).isTrue();
  }

  @Test
  void passesRollbacksAndWhatFollowsADisarming() throws SQLException {
    connection.setAutoCommit(false);
    proxy.cutAtCommit(1);
    execute(connection, "insert into noted values (20)");
    connection.rollback();

    proxy.pass();
    execute(connection, "insert into noted values (21)");

    assertThatCode(connection::commit).doesNotThrowAnyException();
    assertThat(proxy.cutCommits()).isZero();
  }

  @Test
  void cutsAStatementThatCommitsByItselfWhenItsTagIsWanted() throws SQLException {
    proxy.cutAt(tag -> tag.startsWith("INSERT"), 1);

    assertThatThrownBy(() -> execute(connection, "insert into noted values (30)"))
        .isInstanceOf(SQLException.class);

    assertThat(isNoted(30)).isTrue();
    await().until(() -> proxy.cutCommits() == 1);
  }

  private static boolean isNoted(int id) throws SQLException {
    try (Connection direct = connect(postgres.getPort());
        Statement statement = direct.createStatement();
        ResultSet rows = statement.executeQuery("select 1 from noted where id = " + id)) {
      return rows.next();
    }
  }

  private static Connection connect(int port) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", null);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
