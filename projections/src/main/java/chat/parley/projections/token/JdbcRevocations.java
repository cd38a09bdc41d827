package chat.parley.projections.token;

import chat.parley.engine.domain.Revocation;
import chat.parley.engine.session.RevocationStore;
import chat.parley.projections.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Revocations in a table of their own: one row for each user that ever had one. */
public final class JdbcRevocations implements RevocationStore {

  private static final String SAVE =
      """
      insert into revoked_token as known (tenant, user_id, issued_until) values (?, ?, ?)
          on conflict (tenant, user_id) do update
         set issued_until = excluded.issued_until, changed_at = clock_timestamp()
       where known.issued_until < excluded.issued_until
      """;

  private static final String ALL = "select tenant, user_id, issued_until from revoked_token";

  /** The database's clock on both sides: those of the nodes may differ. */
  private static final String RECENT =
      ALL + " where changed_at > clock_timestamp() - ? * interval '1 millisecond'";

  private final Database database;

  public JdbcRevocations(Database database) {
    this.database = database;
  }

  @Override
  public CompletionStage<Void> save(Revocation revocation) {
    return database.query(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setString(1, revocation.tenant());
            statement.setString(2, revocation.userId());
            statement.setObject(3, revocation.issuedUntil().atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
            return null;
          }
        });
  }

  @Override
  public CompletionStage<List<Revocation>> all() {
    return database.query(
        connection -> {
          try (PreparedStatement query = connection.prepareStatement(ALL)) {
            return read(query);
          }
        });
  }

  @Override
  public CompletionStage<List<Revocation>> savedWithin(Duration time) {
    return database.query(connection -> recent(connection, time));
  }

  private static List<Revocation> recent(Connection connection, Duration time) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(RECENT)) {
      query.setLong(1, time.toMillis());
      return read(query);
    }
  }

  private static List<Revocation> read(PreparedStatement query) throws SQLException {
    List<Revocation> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Revocation(
                rows.getString(1),
                rows.getString(2),
                rows.getObject(3, OffsetDateTime.class).toInstant()));
      }
    }
    return found;
  }
}
