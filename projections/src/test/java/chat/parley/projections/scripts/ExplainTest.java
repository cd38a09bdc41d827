package chat.parley.projections.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import chat.parley.projections.Database;
import chat.parley.projections.TestDatabase;
import chat.parley.projections.query.Statements;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No query that the doors can cause reads a large table, or a large index, from end to end. */
class ExplainTest {

  private static final long LARGE = 10_000;

  @Test
  void theScriptShowsEveryStatement() throws Exception {
    String script = ExplainScript.render();
    Path made = Files.writeString(Path.of("target", "explain.sql"), script);

    assertThat(Files.readString(Seed.SCRIPTS.resolve("explain.sql")))
        .as("sql/scripts/explain.sql is behind Statements.java: replace it by %s", made)
        .isEqualTo(script);
  }

  @Test
  void noPlanScansALargeTableOf200000Messages() throws Exception {
    noPlanScansALargeTable(200_000, 12_000);
  }

  @Test
  @Tag("full")
  void noPlanScansALargeTableOf1000000Messages() throws Exception {
    noPlanScansALargeTable(1_000_000, 20_000);
  }

  private static void noPlanScansALargeTable(int messages, int rooms) throws Exception {
    try (Database database = TestDatabase.fresh()) {
      // given
      Seed.fill(database, messages, rooms, 5, 3_000);
      Map<String, Long> large = largeTables(database);
      assertThat(large.keySet())
          .contains(
              "event_journal",
              "message",
              "history_applied",
              "room",
              "member",
              "uncounted_message",
              "mention",
              "marker_move",
              "daily_activity",
              "notification",
              "notification_read",
              "push_subscription",
              "push_due");

      // when
      List<String> scans = new ArrayList<>();
      for (String mode : List.of("force_custom_plan", "force_generic_plan")) {
        for (Statements statement : Statements.values()) {
          collect(plan(database, mode, statement), mode + " " + statement, large, scans);
        }
      }

      // then
      assertThat(scans).isEmpty();
    }
  }

  private static Map<String, Long> largeTables(Database database) {
    return database
        .query(
            connection -> {
              Map<String, Long> large = new HashMap<>();
              try (Statement statement = connection.createStatement();
                  ResultSet found =
                      statement.executeQuery(
                          "select relname, reltuples::bigint from pg_class"
                              + " where relkind = 'r' and reltuples > "
                              + LARGE)) {
                while (found.next()) {
                  large.put(found.getString(1), found.getLong(2));
                }
              }
              return large;
            })
        .toCompletableFuture()
        .join();
  }

  private static JsonNode plan(Database database, String mode, Statements statement) {
    String arguments =
        statement.params().stream()
            .map(p -> "'" + ExplainScript.samples().get(p) + "'")
            .collect(Collectors.joining(", "));
    return database
        .transaction(
            connection -> {
              run(connection, "set local plan_cache_mode = " + mode);
              run(connection, ExplainScript.prepare(statement));
              String name = ExplainScript.name(statement);
              try (Statement explain = connection.createStatement();
                  ResultSet found =
                      explain.executeQuery(
                          "explain (analyze, format json) execute "
                              + name
                              + " ("
                              + arguments
                              + ")")) {
                found.next();
                return new JsonMapper().readTree(found.getString(1)).get(0).get("Plan");
              } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
              } finally {
                run(connection, "deallocate " + name);
              }
            })
        .toCompletableFuture()
        .join();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whole tables, and whole indexes: an index scan without a condition. */
  private static void collect(
      JsonNode node, String where, Map<String, Long> large, List<String> scans) {
    String type = node.get("Node Type").asText();
    String table = node.path("Relation Name").asText();
    boolean whole =
        type.equals("Seq Scan")
            || (type.startsWith("Index") && type.endsWith("Scan") && !node.has("Index Cond"));
    if (whole && large.containsKey(table)) {
      scans.add(where + ": " + type + " of " + table);
    }
    node.path("Plans").forEach(child -> collect(child, where, large, scans));
  }
}
