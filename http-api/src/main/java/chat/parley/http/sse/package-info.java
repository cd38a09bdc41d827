/** The door for Server-Sent Events: a session that only listens, over plain HTTP. */
package chat.parley.http.sse;
