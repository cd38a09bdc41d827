package chat.parley.engine.domain;

/** Whether a person is there. The earlier one wins where several devices or nodes know of one. */
public enum PresenceStatus {
  /** Has a session, and did something of late. */
  ONLINE,
  /** Has sessions, and did nothing of late with any of them, or said so. */
  AWAY,
  /** Has no session. */
  OFFLINE
}
