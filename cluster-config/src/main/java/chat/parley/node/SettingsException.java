package chat.parley.node;

/** A setting that cannot be used; the message says which, and what it takes. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SettingsException(String message) {
    super(message);
  }
}
