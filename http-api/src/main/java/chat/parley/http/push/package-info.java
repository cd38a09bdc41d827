/** Notifications on their way out: to push services (Web Push) and to a webhook. */
package chat.parley.http.push;
