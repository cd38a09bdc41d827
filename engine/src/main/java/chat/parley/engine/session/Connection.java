package chat.parley.engine.session;

/**
 * What a door knows of a fresh connection.
 *
 * @param token out of the upgrade's header, or null
 * @param remoteAddress for the log
 */
public record Connection(String token, String remoteAddress) {}
