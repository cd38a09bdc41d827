/**
 * The wire: its own reading and writing of JSON, so that the domain's types can change without
 * clients noticing, and nothing that a client sends reaches them unchecked.
 */
package chat.parley.http.wire;
