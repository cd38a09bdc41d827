package chat.parley.projections.migrate;

/** The database is not as this release needs it; the message says what to do. */
public final class SchemaException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public SchemaException(String message) {
    super(message);
  }

  SchemaException(String message, Throwable cause) {
    super(message, cause);
  }
}
