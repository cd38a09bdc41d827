package chat.parley.node;

/**
 * Every switch of a node: its name in the environment and in a settings file, its default, and what
 * it does. The help of {@code ./parley up} and docs/operations.md show this table.
 */
public enum Switch {
  PARLEY_HTTP_PORT("8080", "port for clients, 0 to 65535; 0 takes a free one"),
  PARLEY_HTTP_HOST("127.0.0.1", "address that clients connect to"),
  PARLEY_MANAGEMENT_PORT("8558", "port for health checks and membership; never for clients"),
  PARLEY_REMOTING_PORT("25520", "port for other nodes, 0 to 65535; 0 takes a free one"),
  PARLEY_HOST("127.0.0.1", "how other nodes reach this one"),
  PARLEY_SEED_NODES("", "host:port,host:port of the cluster to join; empty: a cluster of one"),
  PARLEY_DATA_DIR("./data", "directory of the embedded PostgreSQL and of the node's own secret"),
  PARLEY_DATABASE_URL("", "JDBC URL of a PostgreSQL 15 to 18; empty: the embedded one"),
  PARLEY_DATABASE_USER("", "user of that database"),
  PARLEY_DATABASE_PASSWORD("", "password of that database", true),
  PARLEY_MIGRATE("auto", "auto: migrate the schema at start; off: only check it"),
  PARLEY_JWT_SECRET("", "secret of HS256 tokens, 32 bytes or more", true),
  PARLEY_JWKS_URL("", "URL of the issuer's keys, for RS256, ES256 and EdDSA tokens"),
  PARLEY_JWT_ISSUER("", "the iss that tokens must carry; empty: any"),
  PARLEY_JWT_AUDIENCE("", "the aud that tokens must carry; empty: any"),
  PARLEY_ALLOWED_ORIGINS("", "origins, besides its own, whose pages may connect; comma separated"),
  PARLEY_USER_RATE("3/5", "messages a second and burst of a user, over all rooms"),
  PARLEY_ROOM_RATE("10/20", "messages a second and burst of a room without a policy of its own"),
  PARLEY_VAPID_PUBLIC_KEY("", "turns Web Push on; ./parley vapid makes a pair of keys"),
  PARLEY_VAPID_PRIVATE_KEY("", "the other one of the pair", true),
  PARLEY_VAPID_SUBJECT("", "how push services reach you: mailto:… or https://…"),
  PARLEY_PUSH_WEBHOOK_URL("", "where your application hears of notifications; empty: nowhere"),
  PARLEY_PUSH_WEBHOOK_SECRET("", "signs what it hears, 24 bytes or more", true),
  PARLEY_PUSH_PREVIEW("off", "on: pushes carry the beginning of the message"),
  PARLEY_WINDOW("100", "newest messages that a room keeps in memory, 1 to 1000"),
  PARLEY_ACTIVE_ROOMS(
      "10000", "rooms in memory on this node; shared by up to 256 shards, so 1000 or more"),
  PARLEY_DRAIN("10", "seconds over which a node that stops ends its sessions, 0 to 60");

  private final String byDefault;
  private final String description;
  private final boolean secret;

  Switch(String byDefault, String description) {
    this(byDefault, description, false);
  }

  Switch(String byDefault, String description, boolean secret) {
    this.byDefault = byDefault;
    this.description = description;
    this.secret = secret;
  }

  public String byDefault() {
    return byDefault;
  }

  public String description() {
    return description;
  }

  /** Whether its value must not be shown. */
  public boolean isSecret() {
    return secret;
  }
}
