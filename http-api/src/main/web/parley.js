// What product teams import: the client of a chat, without a page. What it offers says parley.d.ts,
// how it is used README.md.

export { connect } from "./client/client.js";
export { ParleyError } from "./client/errors.js";
export { login } from "./client/rest.js";
