/** What a browser and a reader of documents find: the page at {@code /}, the API documents. */
package chat.parley.http.web;
