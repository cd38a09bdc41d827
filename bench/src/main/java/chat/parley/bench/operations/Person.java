package chat.parley.bench.operations;

/** Who calls, and in which role. */
record Person(String id, String role) {

  static Person user(int number) {
    return new Person("user-" + number, "USER");
  }

  /** Writes the notices. */
  static final Person BOT = new Person("announcer", "BOT");

  /** Makes the rooms and lets people in. */
  static final Person ADMIN = new Person("caretaker", "ADMIN");
}
