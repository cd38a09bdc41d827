/** Taking over history as lines of JSON that stream in; the format is in docs/import.md. */
package chat.parley.http.importing;
