/** A server that streams the long answer as the product's API would, and the barest page that can show one. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Message } from "../../src/kit/agent/types";
import { answer, tokens } from "./answer";

export const tokensPerSecond = 200;

export interface Standin {
  url: string;
  /** Resolves when the stream that begins next has begun, and when it has ended. */
  next: () => { begun: Promise<void>; ended: Promise<void> };
  close: () => Promise<void>;
}

const bare = `<!doctype html><title>bare</title><pre id="text" style="white-space:pre-wrap"></pre><script>
  async function begin(path) {
    const reader = (await fetch(path, { method: "POST" })).body.pipeThrough(new TextDecoderStream()).getReader();
    const node = document.getElementById("text").appendChild(document.createTextNode(""));
    for (let next = await reader.read(); !next.done; next = await reader.read())
      for (const line of next.value.split("\\n")) if (line.startsWith('data: {"text"')) node.appendData(JSON.parse(line.slice(6)).text);
  }
</script>`;

/** `POST /stream?group=N` answers with N tokens in each event, 200 tokens a second; `GET /` is the bare page. */
export async function standin(): Promise<Standin> {
  let waiting: { began: () => void; ended: () => void } | null = null;
  const server = createServer((request, response) => {
    if (request.method !== "POST") return void response.setHeader("Content-Type", "text/html").end(bare);
    waiting?.began();
    void stream(request, response).then(waiting?.ended);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: () => {
      const now = { began: () => {}, ended: () => {} };
      waiting = now;
      return { begun: new Promise((begun) => (now.began = begun)), ended: new Promise((ended) => (now.ended = ended)) };
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

async function stream(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const group = Number(new URL(request.url ?? "", "http://localhost").searchParams.get("group") ?? 1);
  response.setHeader("Content-Type", "text/event-stream");
  let seq = 0;
  const send = (kind: string, data: unknown) => response.write(`id: bench:${++seq}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  send("start", { conversation_id: "bench", message_id: "answer", agent: "assistant" });
  const begun = performance.now();
  for (let at = 0; at < tokens.length; at += group) {
    const early = ((at + group) * 1000) / tokensPerSecond - (performance.now() - begun);
    if (early > 0) await new Promise((due) => setTimeout(due, early));
    send("delta", { text: tokens.slice(at, at + group).join("") });
  }
  send("complete", { message: message("answer", "assistant", answer) });
  response.end();
}

/** A message as the API sends it. */
export function message(id: string, role: Message["role"], content: string): Message {
  const empty = { kind: "", pinned: false, rating_note: "", tool_calls: [], citations: [], approvals: [], choices: [], attachments: [], usage: {}, provider: "bench", error: "", strategy: "", confidence: null };
  const at = "2026-11-20T10:00:00Z";
  return { ...empty, id, role, content, position: 0, parent_id: null, versions: [id], author_id: null, author: "", agent: "assistant", status: "complete", rating: "", fallback_level: 0, created_at: at, updated_at: at };
}
