// What a socket says in frames, said by HTTP calls: for links that only listen.

import { ParleyError } from "./errors.js";
import { segment } from "./rest.js";

const message = ({ roomId, messageId }) =>
  `/rooms/${segment(roomId)}/messages/${segment(messageId)}`;

const changed = ({ message: of, rev }, { roomId }) => ({
  type: "ack", roomId, messageId: of.id, rev, message: of,
});

const CALLS = {
  async send(rest, frame) {
    const { content, contentType, clientMessageId, replyTo, mentions } = frame;
    const body = { content, contentType, clientMessageId, replyTo, mentions };
    const answer = await rest.post(`/rooms/${segment(frame.roomId)}/messages`, body);
    const { seq, createdAt } = answer.message;
    return { ...changed(answer, frame), seq, createdAt, clientMessageId,
      duplicate: answer.duplicate };
  },
  async edit(rest, frame) {
    return changed(await rest.patch(message(frame), { content: frame.content }), frame);
  },
  async delete(rest, frame) {
    return changed(await rest.delete(message(frame)), frame);
  },
  async react(rest, frame) {
    const path = `${message(frame)}/reactions/${segment(frame.key)}`;
    return changed(await (frame.on ? rest.put(path) : rest.delete(path)), frame);
  },
  async read(rest, { roomId, seq }) {
    const answer = await rest.post(`/rooms/${segment(roomId)}/read`, { seq });
    return { type: "read", roomId, ...answer };
  },
  async presence(rest, { watch }) {
    if (watch?.length > 0) {
      const { users } = await rest.get("/presence", { query: { userIds: watch.join(",") } });
      return { type: "presence", users };
    }
    return { type: "ok" };
  },
};

export function overHttp(rest, frame) {
  const call = CALLS[frame.type];
  return call === undefined
    ? Promise.reject(new ParleyError("unsupported", "This needs a socket.", { temporary: false }))
    : call(rest, frame);
}
