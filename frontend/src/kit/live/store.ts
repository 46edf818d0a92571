/** The live connection: opened after sign-in, loaded only then, kept up to date with the session. */
import type { Socket } from "socket.io-client";
import { create } from "zustand";
import { freshToken, heldToken, onToken, renewToken } from "@/kit/api/token";
import { type LiveEvents, refreshAfterReconnect, refreshFor } from "./refresh";

/** `off` before sign-in; `offline` when the browser or the server is away. */
export type LiveState = "off" | "connecting" | "online" | "offline";

export const useLive = create<{ state: LiveState }>(() => ({ state: "off" }));

type Listener<E extends keyof LiveEvents> = (event: LiveEvents[E]) => void;

let socket: Socket | null = null;
let opening: Promise<void> | null = null;
let forgetToken: () => void = () => undefined;
const topics = new Map<string, number>();
const listeners = new Map<string, Set<Listener<keyof LiveEvents>>>();
const events: (keyof LiveEvents)[] = [
  "notification",
  "entity.changed",
  "message.delta",
  "message.completed",
  "approval.required",
  "approval.decided",
  "conversation.changed",
  "handovers.changed",
  "execution.step",
  "execution.progress",
  "operation.progress",
  "presence",
  "resync",
  "session.revoked",
];

/** Opens the connection (once). Called when somebody has signed in. */
export function connectLive(): Promise<void> {
  opening ??= open();
  return opening;
}

/** Closes it, after sign-out or before another organisation's events are wanted. */
export function disconnectLive(): void {
  socket?.disconnect();
  socket = null;
  opening = null;
  forgetToken();
  useLive.setState({ state: "off" });
}

async function open(): Promise<void> {
  useLive.setState({ state: "connecting" });
  const { io } = await import("socket.io-client");
  if (!opening) return; // signed out meanwhile
  let before = false;
  const made = io({
    path: "/socket.io",
    transports: ["websocket", "polling"],
    auth: (give) => void freshToken().then((token) => give({ token }), () => give({ token: null })),
    reconnectionDelay: 300,
    reconnectionDelayMax: 5_000,
  });
  socket = made;
  made.on("connect", () => {
    useLive.setState({ state: "online" });
    for (const topic of topics.keys()) made.emit("subscribe", { topic });
    if (before) refreshAfterReconnect();
    before = true;
  });
  made.on("disconnect", (reason) => {
    useLive.setState({ state: "offline" });
    if (reason === "io server disconnect") void comeBack(made);
  });
  made.on("connect_error", () => {
    useLive.setState({ state: "offline" });
    if (!made.active) setTimeout(() => void comeBack(made), 1_000);
  });
  for (const name of events) made.on(name, (event: LiveEvents[typeof name]) => receive(name, event));
  stayAuthenticated(made);
}

/**
 * The server has shown the socket out: its token is spent, or the session is over. Renewing tells which; a session that
 * is over asks the person over the page, and the connection comes back when he has signed in again.
 */
async function comeBack(made: Socket): Promise<void> {
  if (socket !== made) return;
  try {
    if (await renewToken(heldToken())) made.connect();
  } catch {
    setTimeout(() => void comeBack(made), 2_000); // the API is away as well
  }
}

/** Gives the server every new token, and gets one before the present one ends, so that the connection never has to break. */
function stayAuthenticated(made: Socket): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = onToken((token, lives) => {
    clearTimeout(timer);
    timer = setTimeout(() => void renewToken(token).catch(() => false), Math.max(1_000, lives - 20_000));
    if (made.connected) made.emit("authenticate", { token });
  });
  forgetToken = () => {
    stop();
    clearTimeout(timer);
  };
}

function receive<E extends keyof LiveEvents>(name: E, event: LiveEvents[E]): void {
  refreshFor(name, event);
  for (const listener of listeners.get(name) ?? []) listener(event);
}

/** Asks the server for a topic's events for as long as anything wants them. Returns the way to stop. */
export function subscribe(topic: string): () => void {
  const wanted = topics.get(topic) ?? 0;
  topics.set(topic, wanted + 1);
  if (wanted === 0 && socket?.connected) socket.emit("subscribe", { topic });
  return () => {
    const left = (topics.get(topic) ?? 1) - 1;
    if (left > 0) return void topics.set(topic, left);
    topics.delete(topic);
    if (socket?.connected) socket.emit("unsubscribe", { topic });
  };
}

/** Tells the server something about a topic that is followed; nothing when it cannot be reached. */
export function tellLive(name: "presence", data: { topic: string; editing: string | null }): void {
  if (socket?.connected) socket.emit(name, data);
}

/** Calls `listener` for every event of that name. Returns the way to stop. */
export function onLive<E extends keyof LiveEvents>(name: E, listener: Listener<E>): () => void {
  const set = listeners.get(name) ?? new Set();
  listeners.set(name, set);
  set.add(listener as Listener<keyof LiveEvents>);
  return () => void set.delete(listener as Listener<keyof LiveEvents>);
}
