// Emoji to answer a message with.
import { h, note, ui } from "./base.js";
import { t } from "./texts.js";
import { open } from "./dialog.js";

const EMOJI = [..."👍👎😀😂😍🥳😮😢😡🙏👏🎉🔥💯✅❌👀💡🚀🤔🙌💪🤝👋"];

export default function reactions(room, message) {
  const mine = ui.client.me?.userId;
  const has = (key) =>
    message.reactions?.some((reaction) => reaction.key === key && reaction.userIds.includes(mine)) ?? false;
  return open(t.reactions, (close) =>
    h("div", { class: "emojis" },
      [...EMOJI, "❤️"].map((key) =>
        h("button", {
          type: "button", key, "aria-label": key, "aria-pressed": String(has(key)),
          onClick: () => {
            close();
            room.react(message.id, key, !has(key)).catch((error) => note(error.message));
          },
        }, key))), { plain: true });
}
