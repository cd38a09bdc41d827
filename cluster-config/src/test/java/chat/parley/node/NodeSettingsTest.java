package chat.parley.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeSettingsTest {

  @TempDir Path directory;

  @Test
  void theEnvironmentGoesBeforeTheFileAndTheFileBeforeTheDefault() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("parley.conf"), "PARLEY_HTTP_PORT=9000\nPARLEY_WINDOW=50\n");

    NodeSettings settings = NodeSettings.of(Map.of("PARLEY_WINDOW", "60"), file);

    assertThat(settings.httpPort()).isEqualTo(9_000);
    assertThat(settings.window()).isEqualTo(60);
    assertThat(settings.userRate()).isEqualTo(new NodeSettings.Rate(3, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "PARLEY_HTTP_PORT,abc",
    "PARLEY_HTTP_PORT,65536",
    "PARLEY_USER_RATE,3",
    "PARLEY_USER_RATE,0/5",
    "PARLEY_ROOM_RATE,x/y",
    "PARLEY_WINDOW,0",
    "PARLEY_ACTIVE_ROOMS,-1",
    "PARLEY_MIGRATE,maybe",
    "PARLEY_SEED_NODES,no port",
    "PARLEY_DATABASE_URL,mysql://host/db"
  })
  void whatCannotBeUsedIsNamedWithWhatItTakes(String name, String value) {
    assertThatThrownBy(() -> NodeSettings.of(Map.of(name, value), null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value);
  }

  @Test
  void aFileWithAnUnknownNameIsRefused() throws IOException {
    Path file = Files.writeString(directory.resolve("parley.conf"), "PARLEY_HTTP_PROT=9000\n");

    assertThatThrownBy(() -> NodeSettings.of(Map.of(), file))
        .hasMessageContaining("PARLEY_HTTP_PROT");
  }

  @Test
  void offLoopbackTokensMustComeFromSomebody() {
    assertThatThrownBy(() -> NodeSettings.of(Map.of("PARLEY_HTTP_HOST", "0.0.0.0"), null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PARLEY_JWT_SECRET");
  }

  @Test
  void aShortSecretIsRefusedAndNotShown() {
    assertThatThrownBy(() -> NodeSettings.of(Map.of("PARLEY_JWT_SECRET", "too short"), null))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("PARLEY_JWT_SECRET")
        .hasMessageContaining("32")
        .hasMessageNotContaining("too short");
  }

  @Test
  void theDocumentListsEverySwitch() throws IOException {
    StringBuilder table = new StringBuilder("\n| name | default | |\n|---|---|---|\n");
    for (Switch one : Switch.values()) {
      String byDefault = one.byDefault().isEmpty() ? "" : "`" + one.byDefault() + "`";
      table.append(String.format("| `%s` | %s | %s |%n", one.name(), byDefault, one.description()));
    }
    String document = Files.readString(Path.of("..", "docs", "operations.md"));

    assertThat(document)
        .as("docs/operations.md must hold this between its settings marks:%n%s", table)
        .contains("<!-- settings -->" + table + "<!-- /settings -->");
  }
}
