package chat.parley.node;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The switches of one node, read and checked. Environment goes before file, file before default.
 */
public final class NodeSettings {

  /** Messages a second, and how many at once. */
  public record Rate(double perSecond, int burst) {}

  /** RFC 7518, section 3.2: a key for HS256 is as long as its hash, or longer. */
  private static final int SECRET_BYTES = 32;

  private final Map<Switch, String> values;

  private NodeSettings(Map<Switch, String> values) {
    this.values = values;
  }

  /**
   * @param file a properties file with the names of {@link Switch}, or null
   * @throws SettingsException for what cannot be used
   */
  public static NodeSettings of(Map<String, String> environment, Path file) {
    Properties inFile = file == null ? new Properties() : read(file);
    Map<Switch, String> values = new EnumMap<>(Switch.class);
    for (Switch one : Switch.values()) {
      String value =
          environment.getOrDefault(one.name(), inFile.getProperty(one.name(), one.byDefault()));
      values.put(one, value.strip());
    }
    NodeSettings settings = new NodeSettings(values);
    settings.check();
    return settings;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new SettingsException("the settings file " + file + " cannot be read: " + e);
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    Arrays.stream(Switch.values()).map(Switch::name).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new SettingsException(file + " has settings that are none: " + unknown);
    }
    return properties;
  }

  private void check() {
    httpPort();
    managementPort();
    remotingPort();
    userRate();
    roomRate();
    window();
    activeRooms();
    drainSeconds();
    seedNodes();
    if (!List.of("auto", "off").contains(text(Switch.PARLEY_MIGRATE))) {
      throw wrong(Switch.PARLEY_MIGRATE, "auto or off");
    }
    if (!List.of("on", "off").contains(text(Switch.PARLEY_PUSH_PREVIEW))) {
      throw wrong(Switch.PARLEY_PUSH_PREVIEW, "on or off");
    }
    if (!jwtSecret().isEmpty() && !text(Switch.PARLEY_JWKS_URL).isEmpty()) {
      throw new SettingsException("set PARLEY_JWT_SECRET or PARLEY_JWKS_URL, not both");
    }
    int secretBytes = jwtSecret().getBytes(StandardCharsets.UTF_8).length;
    if (secretBytes > 0 && secretBytes < SECRET_BYTES) {
      throw wrong(Switch.PARLEY_JWT_SECRET, SECRET_BYTES + " bytes or longer");
    }
    String url = databaseUrl();
    if (!url.isEmpty() && !url.startsWith("jdbc:postgresql:")) {
      throw wrong(Switch.PARLEY_DATABASE_URL, "a URL like jdbc:postgresql://host:5432/parley");
    }
    if (!hasTokenSettings() && !isLoopback()) {
      throw new SettingsException(
          "a node that listens on "
              + httpHost()
              + " needs PARLEY_JWT_SECRET or PARLEY_JWKS_URL; only on loopback it makes its own"
              + " secret");
    }
  }

  public String text(Switch one) {
    return values.get(one);
  }

  private SettingsException wrong(Switch one, String takes) {
    String was = one.isSecret() ? "" : ", was \"" + text(one) + "\"";
    return new SettingsException(one + " must be " + takes + was);
  }

  private int number(Switch one, int from, int to, String what) {
    try {
      int value = Integer.parseInt(text(one));
      if (value >= from && value <= to) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw wrong(one, what + " from " + from + " to " + to);
    }
    throw wrong(one, what + " from " + from + " to " + to);
  }

  private Rate rate(Switch one) {
    String[] parts = text(one).split("/", -1);
    try {
      if (parts.length == 2) {
        Rate rate = new Rate(Double.parseDouble(parts[0]), Integer.parseInt(parts[1]));
        if (rate.perSecond() > 0 && rate.perSecond() <= 1e6 && rate.burst() >= 1) {
          return rate;
        }
      }
    } catch (NumberFormatException e) {
      throw wrong(one, "messages a second / burst, like 3/5");
    }
    throw wrong(one, "messages a second / burst, like 3/5");
  }

  public int httpPort() {
    return number(Switch.PARLEY_HTTP_PORT, 0, 65_535, "a port");
  }

  public String httpHost() {
    return text(Switch.PARLEY_HTTP_HOST);
  }

  public boolean isLoopback() {
    return Set.of("127.0.0.1", "localhost", "::1", "[::1]").contains(httpHost());
  }

  public int managementPort() {
    return number(Switch.PARLEY_MANAGEMENT_PORT, 0, 65_535, "a port");
  }

  public int remotingPort() {
    return number(Switch.PARLEY_REMOTING_PORT, 0, 65_535, "a port");
  }

  public List<String> seedNodes() {
    List<String> nodes =
        Arrays.stream(text(Switch.PARLEY_SEED_NODES).split(","))
            .map(String::strip)
            .filter(node -> !node.isEmpty())
            .toList();
    if (!nodes.stream().allMatch(node -> node.matches("[^\\s:/]+:\\d{1,5}"))) {
      throw wrong(Switch.PARLEY_SEED_NODES, "host:port,host:port");
    }
    return nodes;
  }

  public Path dataDir() {
    return Path.of(text(Switch.PARLEY_DATA_DIR)).toAbsolutePath().normalize();
  }

  public String databaseUrl() {
    return text(Switch.PARLEY_DATABASE_URL);
  }

  public boolean migrates() {
    return text(Switch.PARLEY_MIGRATE).equals("auto");
  }

  public String jwtSecret() {
    return text(Switch.PARLEY_JWT_SECRET);
  }

  /** Whether somebody else issues the tokens. */
  public boolean hasTokenSettings() {
    return !jwtSecret().isEmpty() || !text(Switch.PARLEY_JWKS_URL).isEmpty();
  }

  public Set<String> allowedOrigins() {
    Set<String> origins = new TreeSet<>();
    for (String origin : text(Switch.PARLEY_ALLOWED_ORIGINS).split(",")) {
      if (!origin.isBlank()) {
        origins.add(origin.strip());
      }
    }
    return origins;
  }

  public Rate userRate() {
    return rate(Switch.PARLEY_USER_RATE);
  }

  public Rate roomRate() {
    return rate(Switch.PARLEY_ROOM_RATE);
  }

  public int window() {
    return number(Switch.PARLEY_WINDOW, 1, 1_000, "a number of messages");
  }

  public int activeRooms() {
    return number(Switch.PARLEY_ACTIVE_ROOMS, 1, 10_000_000, "a number of rooms");
  }

  public int drainSeconds() {
    return number(Switch.PARLEY_DRAIN, 0, 60, "a number of seconds");
  }
}
