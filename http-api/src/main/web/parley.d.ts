/**
 * A client of Parley for the browser: plain ES modules, no dependencies, no build step.
 *
 *   import { connect, login } from "./parley.js";
 *   const client = connect({ token: async () => (await login("Ada")).token });
 *   const room = client.open("lobby");
 *   room.on("messages", () => draw(room.messages, room.pending));
 *   room.send({ content: "hello" });
 *
 * How events are delivered: `on(name, listener)` of the client, of its room list and of each room
 * gives back the function that ends the listening. What changes together is told together, once, in
 * a microtask behind the change; the model (`room.messages`, `client.state`, …) shows the change
 * already. Lists and the objects in them are never changed in place: what is `===` has not changed,
 * so a page may compare by identity. A listener that throws is reported to the console and keeps
 * nobody else from hearing.
 *
 * All tabs of one user in one browser share one connection (SharedWorker, or one tab that leads).
 */

/** Starts at once and returns at once; everything may be called before the connection is there. */
export function connect(options: ConnectOptions): Client;

/** The demo login of a node on one's own machine: a name, no password. 404 elsewhere. */
export function login(
  name: string, options?: { url?: string; signal?: AbortSignal }): Promise<Login>;

export interface Login { token: string; userId: string; name: string; roomId: string; }

export interface ConnectOptions {
  /** Where the node is, default the page's origin. */
  url?: string;
  /**
   * The user's JWT, or what fetches one. It is called at the start, a minute before the token
   * expires, and when a token was refused. A failure of it is tried again like a connection.
   */
  token: string | ((why: "start" | "expiring" | "refused") => string | Promise<string>);
  /** What the presence's `platforms` say, default "web". */
  device?: string;
  /** How tabs share a connection, default the first of them that the browser has. */
  share?: "worker" | "leader" | "none";
  /** Messages a room keeps in memory, default 400, at least 100. */
  maxMessages?: number;
  /** Which ways to the server may be tried, in this order; default all. For tests and odd networks. */
  transports?: Transport[];
}

export type Transport = "socket" | "sse" | "polling";

/** ADMIN tokens may moderate, BOT tokens may stream. */
export interface Me {
  userId: string; name: string; avatarUrl: string | null;
  role: "USER" | "ADMIN" | "BOT"; tenant: string;
}

/**
 * connecting: an attempt is under way. live: events come by themselves. polling: asked for every
 * few seconds, since neither sockets nor streams get through. waiting: until the next attempt at
 * `retryAt`. offline: the browser says there is no network. closed: by `close()`, or for good
 * by the server (`error` says why).
 */
export interface State {
  name: "connecting" | "live" | "polling" | "waiting" | "offline" | "closed";
  transport: Transport | null;
  /** Milliseconds since 1970, while waiting. */
  retryAt: number | null;
  error: ParleyError | null;
}

export type Off = () => void;

/** Every call that is refused or fails rejects with it. `code` is the protocol's, or "network". */
export class ParleyError extends Error {
  code: string;
  /** The HTTP status, 0 where there was none. */
  status: number;
  /** Whether the same request may succeed later, and after how long. */
  temporary: boolean;
  retryAfterMs: number | null;
}

export interface Abortable { signal?: AbortSignal; }
export interface Page extends Abortable { limit?: number; cursor?: string; }

export interface Client {
  readonly state: State;
  /** Out of the token; null until there is one. */
  readonly me: Me | null;
  readonly rooms: RoomList;
  readonly notifications: Notifications;
  readonly presence: PresenceWatch;
  /** Unsent and failed messages of all rooms, in order; those of one room are `room.pending`. */
  readonly outbox: readonly Pending[];

  /** state; me; outbox; error: what failed without a call of the page's behind it. */
  on(name: "state" | "me" | "outbox", listener: () => void): Off;
  on(name: "error", listener: (error: ParleyError) => void): Off;

  /**
   * The same object for the same id. The first `open` subscribes (never reconnects); each `open`
   * wants one `close` of the room, and with the last one the subscription ends. What was loaded stays,
   * so opening again shows it at once and brings it up to date.
   */
  open(roomId: string): Room;

  /** In the user's rooms only; a newer search aborts the one before. */
  search(query: string, options?: Page & { roomId?: string }): Promise<SearchPage>;
  /** People who are known from rooms, by the beginning of a name or id; asks nobody. */
  people(prefix: string, limit?: number): Person[];

  /** ADMIN. */
  moderation: {
    list(status: "PENDING" | "FLAGGED" | "REJECTED", options?: Page): Promise<any>;
    decide(messageId: string, decision: {
      roomId: string; action: "APPROVE" | "REJECT"; reason?: string }): Promise<any>;
  };

  /** AWAY until ONLINE is said; without it the server goes by what the user does. */
  setStatus(status: "ONLINE" | "AWAY"): void;
  /** Tries at once instead of at `state.retryAt`. */
  retryNow(): void;
  /** This tab lets go; the connection ends with the last tab. The outbox stays for the next time. */
  close(): void;
  /** As close, and forgets what the outbox keeps: for signing out. */
  forget(): Promise<void>;
}

// Rooms

export interface RoomSummary {
  id: string; name: string | null; kind: "GROUP" | "DIRECT"; externalRef: string | null;
  memberCount: number; lastSeq: number; lastMessageAt: string | null; lastMessage: Message | null;
  unreadCount: number; mentionCount: number; readSeq: number; muted: boolean;
  /** Of `POST /rooms` and `GET /rooms/{id}` alone. */
  closed?: boolean; archived?: boolean; policy?: Policy | null;
}

export interface Policy {
  rate?: number; burst?: number; quota?: number; posting?: "MEMBERS" | "MODERATORS" | "OWNERS";
}

export interface NewRoom { id?: string; name?: string; members?: string[]; policy?: Policy; }

/** Newest activity first, kept up to date by the server's pushes. Its event: "change". */
export interface RoomList {
  readonly items: readonly RoomSummary[];
  /** False until the first page is there, and while there are older rooms that are not loaded. */
  readonly complete: boolean;
  readonly loaded: boolean;
  /** Over all rooms that are not muted; null until asked for by `loadUnread`. */
  readonly unread: { unreadCount: number; mentionCount: number; rooms: number } | null;
  on(name: "change", listener: () => void): Off;
  /** The first page, once however often it is called; after that it looks again. */
  load(options?: { limit?: number } & Abortable): Promise<void>;
  /** The next page; nothing when complete. */
  more(): Promise<void>;
  loadUnread(): Promise<void>;
  get(roomId: string): RoomSummary | undefined;
  create(room: NewRoom): Promise<RoomSummary>;
  /** The one room of the pair, made if need be. */
  direct(userId: string): Promise<RoomSummary>;
  /** Get or create by an object of the host application. */
  byRef(externalRef: string, room?: Omit<NewRoom, "id">): Promise<RoomSummary>;
}

export type Role = "OWNER" | "MODERATOR" | "MEMBER" | "READER";

export interface Member {
  userId: string; role: Role; joinedAt: string; readSeq: number; silencedUntil: string | null;
}

export interface Person { userId: string; name: string; avatarUrl: string | null; }

export interface Room {
  readonly id: string;
  /** Its entry in the room list or what `load` brought; null until one of both is there. */
  readonly info: RoomSummary | null;
  /**
   * idle: not open. opening: no messages yet. live: brought up to date. stale: shown, while there
   * is no connection. refused: `error` says why (no member, archived).
   */
  readonly status: "idle" | "opening" | "live" | "stale" | "refused";
  readonly error: ParleyError | null;
  readonly rev: number;
  readonly lastSeq: number;
  /** The user's own marker, and where it was when the room was opened: for an unread line. */
  readonly readSeq: number;
  readonly readSeqAtOpen: number;

  /** Ascending by seq without a gap, at most `maxMessages`; deleted ones are in it. */
  readonly messages: readonly Message[];
  /** Whether `messages` reaches the first, and the newest message of the room. */
  readonly atStart: boolean;
  readonly atEnd: boolean;
  /**
   * To be set to a seq that is looked at (null: the newest): where new messages make the list too
   * long, the side that is far from it is let go.
   */
  anchor: number | null;
  /** What the user sent and is not among the messages yet, in order of sending. */
  readonly pending: readonly Pending[];
  /** Who types, without the user. */
  readonly typing: readonly { userId: string; name: string }[];
  /** How far others have read and got; rooms of up to 100 members. */
  readonly receipts: ReadonlyMap<string, { readSeq: number; deliveredSeq: number }>;
  readonly members: readonly Member[];
  readonly membersComplete: boolean;
  /** Text of answers that are being written, by messageId. */
  readonly streams: ReadonlyMap<string, string>;
  /** Names and pictures as last seen on messages, typing and members. */
  person(userId: string): Person | undefined;

  /**
   * messages: also when atStart, atEnd, lastSeq or rev changed; `reason` says how it came about.
   * info: also when `status` changed.
   */
  on(name: "messages", listener: (change: {
    reason: "live" | "history" | "reset" | "jump" }) => void): Off;
  on(name: "info" | "pending" | "typing" | "receipts" | "members" | "streams" | "read",
    listener: () => void): Off;

  /** One less wants it; see `client.open`. */
  close(): void;
  /** The room itself and its first members. */
  load(options?: Abortable): Promise<RoomSummary>;

  // History. A newer call in the same direction joins the one under way; a jump aborts all others,
  // which end quietly.
  before(limit?: number): Promise<void>;
  after(limit?: number): Promise<void>;
  /** Around a seq or a time; `messages` is then a part of the history until it meets the end again. */
  around(cursor: number | string | Date, limit?: number): Promise<void>;
  toEnd(): Promise<void>;
  /** One message of this room that is loaded (for replies: `messageById` asks if need be). */
  find(messageId: string): Message | undefined;
  messageById(messageId: string, options?: Abortable): Promise<Message | undefined>;
  search(query: string, options?: Page): Promise<SearchPage>;

  // Saying something. `send` returns what is shown at once; how it fares is told by "pending".
  send(message: Draft): Pending;
  edit(messageId: string, content: string): Promise<void>;
  delete(messageId: string): Promise<void>;
  react(messageId: string, key: string, on?: boolean): Promise<void>;
  /** Default the newest; sent at most once a second, never back. */
  markRead(seq?: number): void;
  /** To be called with every key; it sends what is needed, and ends by itself after 6 s. */
  setTyping(on: boolean): void;
  /** Stops a bot's answer that is being written. */
  stop(messageId: string): Promise<void>;
  receiptsOf(messageId: string, options?: Abortable): Promise<{
    delivered: { userId: string; at: string }[]; read: { userId: string; at: string }[] }>;

  // Managing
  loadMembers(options?: Page): Promise<void>;
  join(): Promise<void>;
  leave(): Promise<void>;
  invite(userId: string, role?: Role): Promise<void>;
  setRole(userId: string, role: Role): Promise<void>;
  silence(userId: string, until: Date | string | null): Promise<void>;
  remove(userId: string): Promise<void>;
  mute(muted: boolean): Promise<void>;
  change(change: { name?: string; policy?: Policy; closed?: boolean }): Promise<void>;
  archive(): Promise<void>;
  stats(range?: { from?: string; to?: string } & Abortable): Promise<{
    days: { date: string; messages: number; senders: number }[] }>;
}

// Messages

export interface Message {
  id: string; roomId: string; seq: number; senderId: string; senderName: string;
  senderAvatarUrl?: string; content: string;
  contentType: "TEXT" | "IMAGE" | "FILE" | "CARD" | "SYSTEM";
  status: string; moderationStatus: "APPROVED" | "PENDING" | "FLAGGED" | "REJECTED";
  createdAt: string; clientMessageId?: string; replyTo?: string; mentions?: string[];
  reactions?: { key: string; count: number; userIds: string[] }[];
  editedAt: string | null; deletedAt: string | null;
}

export interface Draft {
  content: string; contentType?: Message["contentType"]; replyTo?: string; mentions?: string[];
}

/**
 * On its way: kept in IndexedDB until it is acked, in order for each room, sent once whatever
 * happens, by its clientMessageId. acked: the server has it, its message is about to come. failed:
 * refused for good by `error.code`, kept until `retry` or `discard`.
 */
export interface Pending extends Draft {
  readonly clientMessageId: string; readonly roomId: string; readonly createdAt: string;
  readonly state: "pending" | "acked" | "failed";
  /** Why it failed; of a pending one why it waits (rate_limited, unavailable), if it does. */
  readonly error: { code: string; message: string; retryAfterMs: number | null } | null;
  retry(): void;
  /** Takes it back; one that is on its way just now may still arrive. */
  discard(): void;
}

export interface SearchPage {
  hits: { message: Message; highlights: any[] }[]; nextCursor: string | null;
}

// Notifications and presence

export interface Notification {
  id: string; kind: string; roomId: string; seq: number; messageId: string | null;
  actorId: string; actorName: string; preview: string | null; createdAt: string; read: boolean;
}

/** Its event: "notification", a new one or one that changed (`read`: true). */
export interface Notifications {
  on(name: "notification", listener: (notification: Notification) => void): Off;
  list(options?: Page & { unread?: boolean }): Promise<{
    notifications: Notification[]; nextCursor: string | null }>;
  /** All of them without `ids`. */
  markRead(ids?: string[]): Promise<void>;
  pushKey(options?: Abortable): Promise<{ publicKey: string }>;
  subscribePush(subscription: PushSubscriptionJSON): Promise<{ id: string }>;
  unsubscribePush(id: string): Promise<void>;
}

export interface Presence {
  userId: string; status: "ONLINE" | "AWAY" | "OFFLINE"; lastSeenAt: string | null;
  platforms?: string[];
}

/** Its event: "change". People in open rooms of up to 100 members come without being watched. */
export interface PresenceWatch {
  get(userId: string): Presence | undefined;
  on(name: "change", listener: (userIds: string[]) => void): Off;
  /** Together at most 200 over all tabs; gives back what ends it. */
  watch(userIds: string[]): Off;
}
