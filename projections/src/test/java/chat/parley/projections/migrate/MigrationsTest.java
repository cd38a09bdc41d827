package chat.parley.projections.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.parley.projections.DatabaseSettings;
import chat.parley.projections.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an empty database to this release's schema, and no further. */
class MigrationsTest {

  private DatabaseSettings settings;
  private Migrations migrations;

  @BeforeEach
  void open() {
    settings = TestDatabase.empty();
    migrations = new Migrations(settings);
  }

  @Test
  void anEmptyDatabaseIsMigratedOnce() {
    // given
    List<String> pending = migrations.pending();
    assertThat(pending.get(0)).isEqualTo("V1__journal.sql: journal");

    // when
    int first = migrations.migrate();
    int second = migrations.migrate();

    // then
    assertThat(first).isEqualTo(pending.size());
    assertThat(second).isZero();
    assertThat(migrations.pending()).isEmpty();
    migrations.check();
  }

  @Test
  void theListingChangesNothing() throws SQLException {
    migrations.pending();

    assertThat(number("select count(*) from pg_tables where schemaname = 'public'")).isZero();
  }

  @Test
  void nodesThatStartAtOnceMigrateOneAfterTheOther() {
    CompletableFuture<Integer> one = CompletableFuture.supplyAsync(migrations::migrate);
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(() -> new Migrations(settings).migrate());

    int expected = one.join() + other.join();
    assertThat(expected).isPositive();
    migrations.check();
  }

  @Test
  void aSchemaThatLacksMigrationsIsRefusedByANodeThatMayNotMigrate() {
    assertThatThrownBy(migrations::check)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("./parley migrate");
  }

  @Test
  void aSchemaOfANewerReleaseIsRefused() throws SQLException {
    // given
    migrations.migrate();
    execute(
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " checksum, installed_by, execution_time, success) values (1000, '9999', 'tomorrow',"
            + " 'SQL', 'V9999__tomorrow.sql', 1, 'x', 1, true)");

    // then
    assertThatThrownBy(migrations::migrate)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("9999")
        .hasMessageContaining("does not know");
    assertThatThrownBy(migrations::check).isInstanceOf(SchemaException.class);
  }

  @Test
  void aMigrationThatWasChangedAfterwardsIsRefused() throws SQLException {
    migrations.migrate();
    execute("update flyway_schema_history set checksum = 1 where version = '1'");

    assertThatThrownBy(migrations::migrate).isInstanceOf(SchemaException.class);
    assertThatThrownBy(migrations::check).isInstanceOf(SchemaException.class);
  }

  @Test
  void aDatabaseOfSomebodyElseIsRefused() throws SQLException {
    execute("create table invoices (id int)");

    assertThatThrownBy(migrations::migrate)
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("non-empty schema");
  }

  @Test
  void anIndexWhoseBuildingWasInterruptedIsBuiltAgain() throws SQLException {
    // given an index migration on record as failed with nothing after it, and an INVALID index
    migrations.migrate();
    for (String later :
        List.of(
            "revoked_token", "notification_person", "last_seen", "push_subscription", "push_due")) {
      execute("drop table " + later);
    }
    execute("delete from flyway_schema_history where version::int > 8");
    execute("update flyway_schema_history set success = false where version = '8'");
    execute(
        "update pg_index set indisvalid = false where indexrelid ="
            + " 'notification_by_message'::regclass");
    List<String> pending = migrations.pending();
    assertThat(pending).filteredOn(line -> line.contains("interrupted")).hasSize(1);

    // when
    int run = migrations.migrate();

    // then
    assertThat(run).isEqualTo(pending.size());
    assertThat(
            number(
                "select count(*) from pg_index where not indisvalid and indexrelid ="
                    + " 'notification_by_message'::regclass"))
        .isZero();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = settings.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = settings.connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getLong(1);
    }
  }
}
