package chat.parley.cli.importing;

/** Why a line of a log became neither a message nor a membership. */
public enum Skip {
  NO_TEXT("no text"),
  TOO_LONG("too long"),
  UNCHANGED("joins and parts that change nothing"),
  MODE("channel modes"),
  NOTICE("notices"),
  NOT_UNDERSTOOD("not understood");

  private final String label;

  Skip(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
