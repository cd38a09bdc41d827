/** The frames of RFC 6455, as a server reads and writes them. Pure: bytes in, bytes out. */
package chat.parley.http.ws.frame;
