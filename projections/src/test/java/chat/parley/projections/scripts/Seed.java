package chat.parley.projections.scripts;

import chat.parley.projections.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Runs sql/scripts/seed.sql as psql would. */
final class Seed {

  static final Path SCRIPTS = Path.of("..", "sql", "scripts");

  private Seed() {}

  static void fill(Database database, int messages, int rooms, int members, int users)
      throws IOException, SQLException {
    String script = Files.readString(SCRIPTS.resolve("seed.sql")).replaceAll("(?m)^\\\\.*$", "");
    Map<String, Integer> variables =
        Map.of("messages", messages, "rooms", rooms, "members", members, "users", users);
    for (Map.Entry<String, Integer> variable : variables.entrySet()) {
      script =
          script.replaceAll("(?<!:):" + variable.getKey() + "\\b", variable.getValue().toString());
    }
    try (Connection connection = database.settings().connect();
        Statement statement = connection.createStatement()) {
      int vacuum = script.indexOf("vacuum (analyze)");
      statement.execute(script.substring(0, vacuum));
      statement.execute(script.substring(vacuum));
    }
  }
}
