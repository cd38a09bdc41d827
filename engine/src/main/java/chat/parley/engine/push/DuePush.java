package chat.parley.engine.push;

import chat.parley.engine.domain.Notification;
import chat.parley.engine.domain.UserKey;

/**
 * A notification on its way to one place.
 *
 * @param target the id of a subscription, or {@link #WEBHOOK}
 * @param attempts that failed so far
 * @param told it was brought there already; what may follow is that it was read elsewhere
 * @param notification as it is now; null when it is there no more
 * @param muted the user has muted the room since
 * @param subscription null for the webhook, and when it is there no more
 */
public record DuePush(
    UserKey user,
    String notificationId,
    String target,
    int attempts,
    boolean told,
    Notification notification,
    boolean muted,
    PushSubscription subscription) {

  public static final String WEBHOOK = "webhook";

  public boolean isForWebhook() {
    return target.equals(WEBHOOK);
  }

  /** It has to be taken back where it was told: read elsewhere since, or there no more. */
  public boolean isWithdrawal() {
    return told && (notification == null || notification.read());
  }

  /** Still to be told: there, not read, not muted, and with somewhere to go. */
  boolean isWanted() {
    return notification != null
        && !notification.read()
        && !muted
        && (isForWebhook() || subscription != null);
  }

  /** Without what was said. */
  @Override
  public String toString() {
    return "DuePush[" + user + ", " + notificationId + ", " + target + "]";
  }
}
