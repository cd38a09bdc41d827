/** Tokens: whose they are, whether they can be trusted, and how the node makes its own. */
package chat.parley.http.token;
