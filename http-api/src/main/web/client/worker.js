// The hub of one user in a SharedWorker: its name says whose, the ports are the tabs. The browser
// ends it with the last of them.

import { Hub } from "./hub.js";

const config = JSON.parse(self.name);
const hub = new Hub(config);

self.onconnect = ({ ports: [port] }) => {
  port.onmessage = ({ data: { from, message } }) => {
    hub.heard(from, message, (answer) => port.postMessage(answer));
    if (message.op === "attach") {
      // Held by the tab as long as it lives: with it in hand, the tab is gone without a word.
      navigator.locks?.request(`parley tab ${from}`, () => hub.left(from));
    }
  };
};
