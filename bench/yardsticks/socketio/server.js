// What a product team writes when chat is a feature of its product: Express for HTTP, Socket.IO for
// live delivery, its Redis adapter for more than one process, PostgreSQL for what must last, Redis
// for what is asked for often. No trick that the documentation of these does not show.
import { createServer } from 'node:http';
import { createAdapter } from '@socket.io/redis-adapter';
import express from 'express';
import { Redis } from 'ioredis';
import jwt from 'jsonwebtoken';
import pg from 'pg';
import { Server } from 'socket.io';

const { PORT, DATABASE_URL, REDIS_URL, JWT_SECRET } = process.env;
const LIST_TTL_SECONDS = 3;
const MEMBER_TTL_MS = 60_000;

const db = new pg.Pool({ connectionString: DATABASE_URL, max: 20 });
const redis = new Redis(REDIS_URL);

await db.query(`
  create table if not exists room_member (
    room_id text not null, user_id text not null, primary key (room_id, user_id));
  create table if not exists message (
    id bigint generated always as identity primary key,
    room_id text not null,
    sender_id text not null,
    sender_name text not null,
    client_message_id text,
    content text not null,
    created_at timestamptz not null default now());
  create index if not exists message_by_room on message (room_id, id desc);
`);

const verify = (token) => jwt.verify(token, JWT_SECRET, { algorithms: ['HS256'] });

// Members change rarely, so a process remembers for a while who is one.
const members = new Map();
async function isMember(roomId, userId) {
  const key = `${roomId}/${userId}`;
  if (members.get(key) > Date.now()) return true;
  const found = await db.query({
    name: 'member',
    text: 'select 1 from room_member where room_id = $1 and user_id = $2',
    values: [roomId, userId],
  });
  if (found.rowCount > 0) members.set(key, Date.now() + MEMBER_TTL_MS);
  return found.rowCount > 0;
}

const toMessage = (row) => ({
  id: Number(row.id),
  roomId: row.room_id,
  senderId: row.sender_id,
  senderName: row.sender_name,
  content: row.content,
  clientMessageId: row.client_message_id,
  createdAt: row.created_at,
});

const app = express();
app.use(express.json({ limit: '8mb' }));
app.use((req, res, next) => {
  try {
    req.user = verify((req.headers.authorization ?? '').replace('Bearer ', ''));
    next();
  } catch {
    res.status(401).json({ code: 'unauthorized' });
  }
});

app.post('/api/chat/rooms', async (req, res) => {
  if (req.user.role !== 'ADMIN') return res.status(403).json({ code: 'forbidden' });
  for (const { id, members: users } of req.body.rooms) {
    await db.query(
      'insert into room_member select $1, unnest($2::text[]) on conflict do nothing', [id, users]);
  }
  res.status(201).json({ created: req.body.rooms.length });
});

app.get('/api/chat/rooms/:id/messages', async (req, res) => {
  const roomId = req.params.id;
  if (!(await isMember(roomId, req.user.sub))) return res.status(403).json({ code: 'forbidden' });
  const key = `messages:${roomId}`;
  const cached = await redis.get(key);
  if (cached) return res.type('json').send(cached);
  const { rows } = await db.query({
    name: 'newest',
    text: 'select * from message where room_id = $1 order by id desc limit 30',
    values: [roomId],
  });
  const body = JSON.stringify({ messages: rows.reverse().map(toMessage) });
  await redis.set(key, body, 'EX', LIST_TTL_SECONDS);
  res.type('json').send(body);
});

const server = createServer(app);
const io = new Server(server, { adapter: createAdapter(redis.duplicate(), redis.duplicate()) });

io.use((socket, next) => {
  try {
    socket.data.user = verify(socket.handshake.auth.token);
    next();
  } catch {
    next(new Error('unauthorized'));
  }
});

io.on('connection', (socket) => {
  const { sub: userId, name } = socket.data.user;

  socket.on('room:join', async ({ roomId }, ack) => {
    try {
      if (!(await isMember(roomId, userId))) return ack({ ok: false, code: 'forbidden' });
      await socket.join(roomId);
      ack({ ok: true });
    } catch (error) {
      ack({ ok: false, code: 'internal', message: error.message });
    }
  });

  socket.on('message:send', async ({ roomId, content, clientMessageId }, ack) => {
    try {
      if (!socket.rooms.has(roomId) && !(await isMember(roomId, userId))) {
        return ack({ ok: false, code: 'forbidden' });
      }
      const { rows } = await db.query({
        name: 'post',
        text: `insert into message (room_id, sender_id, sender_name, client_message_id, content)
               values ($1, $2, $3, $4, $5) returning *`,
        values: [roomId, userId, name, clientMessageId, content],
      });
      const message = toMessage(rows[0]);
      io.to(roomId).emit('message:new', message);
      ack({ ok: true, message });
    } catch (error) {
      ack({ ok: false, code: 'internal', message: error.message });
    }
  });
});

server.listen(Number(PORT), '127.0.0.1', () => console.log(`socketio is up: ${PORT}`));
