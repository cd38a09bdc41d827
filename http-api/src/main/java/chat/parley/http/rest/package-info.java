/**
 * HTTP under {@code /api/chat}: thin routes that read a request, ask a room or a view, and write.
 */
package chat.parley.http.rest;
