package chat.parley.projections.presence;

import chat.parley.engine.domain.UserKey;
import chat.parley.engine.presence.PresenceStore;
import chat.parley.projections.Database;
import chat.parley.projections.query.Statements;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** When people were seen, in a table of its own; who shares a room, out of the directory view. */
public final class JdbcPresences implements PresenceStore {

  /** Users of one statement, so that none takes long. */
  private static final int CHUNK = 1_000;

  /** In the order of their ids, so that two nodes that save the same users do not block. */
  private static final String SAVE =
      """
      insert into last_seen as known (tenant, user_id, seen_at)
      select * from unnest(?, ?, ?) as seen (tenant, user_id, seen_at) order by 1, 2
          on conflict (tenant, user_id) do update set seen_at = excluded.seen_at
       where known.seen_at < excluded.seen_at
      """;

  private final Database database;

  public JdbcPresences(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> save(Map<UserKey, Instant> lastSeen) {
    List<UserKey> users = List.copyOf(lastSeen.keySet());
    CompletionStage<Void> result = CompletableFuture.completedStage(null);
    for (int from = 0; from < users.size(); from += CHUNK) {
      List<UserKey> chunk = users.subList(from, Math.min(users.size(), from + CHUNK));
      result =
          result.thenCompose(
              saved -> database.query(connection -> save(connection, chunk, lastSeen)));
    }
    return result;
  }

  private static Void save(
      Connection connection, List<UserKey> users, Map<UserKey, Instant> lastSeen)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(SAVE)) {
      setUsers(connection, insert, users);
      insert.setArray(
          3,
          connection.createArrayOf(
              "timestamptz", users.stream().map(user -> lastSeen.get(user).toString()).toArray()));
      insert.executeUpdate();
      return null;
    }
  }

  @Override
  public CompletionStage<Map<UserKey, Instant>> lastSeen(Set<UserKey> users) {
    List<UserKey> all = List.copyOf(users);
    CompletionStage<Map<UserKey, Instant>> result =
        CompletableFuture.completedStage(new HashMap<>());
    for (int from = 0; from < all.size(); from += CHUNK) {
      List<UserKey> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
      result =
          result.thenCompose(found -> database.query(connection -> read(connection, chunk, found)));
    }
    return result;
  }

  private static Map<UserKey, Instant> read(
      Connection connection, List<UserKey> users, Map<UserKey, Instant> found) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Statements.LAST_SEEN.sql())) {
      setUsers(connection, query, users);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.put(
              new UserKey(rows.getString(1), rows.getString(2)),
              rows.getObject(3, OffsetDateTime.class).toInstant());
        }
      }
    }
    return found;
  }

  private static void setUsers(
      Connection connection, PreparedStatement statement, List<UserKey> users) throws SQLException {
    List<String> tenants = new ArrayList<>(users.size());
    List<String> userIds = new ArrayList<>(users.size());
    for (UserKey user : users) {
      tenants.add(user.tenant());
      userIds.add(user.userId());
    }
    statement.setArray(1, array(connection, tenants));
    statement.setArray(2, array(connection, userIds));
  }

  @Override
  public CompletionStage<Set<String>> sharingRooms(UserKey user, Set<String> others) {
    return database.query(connection -> sharing(connection, user, others));
  }

  private static Set<String> sharing(Connection connection, UserKey user, Set<String> others)
      throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(Statements.SHARING_ROOMS.sql())) {
      query.setArray(1, array(connection, others));
      query.setString(2, user.tenant());
      query.setString(3, user.userId());
      Set<String> found = new HashSet<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }

  private static Array array(Connection connection, Collection<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }
}
