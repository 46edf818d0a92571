/** A model that says what a test gives it, at the one private address the product may call; it speaks OpenAI's streamed chat completions. */
import { createServer, type Server } from "node:http";
import type { Api } from "./api";

/** Where it listens; empty where nobody has made room for one (`python3 backend/dev test browser` does). */
export const modelPort = process.env.E2E_MODEL_PORT ?? "";

export interface Model {
  /** What it answers to everything from now on. */
  says: (text: string) => void;
  /** How long it waits before each piece, in milliseconds. */
  pause: number;
  close: () => Promise<void>;
}

/** Starts it. One at a time: tests that use it stand in one file, which runs in series. */
export async function startModel(): Promise<Model> {
  let text = "";
  const model: Model = {
    says: (next) => (text = next),
    pause: 0,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  const server: Server = createServer((request, response) => {
    request.resume();
    response.setHeader("Content-Type", "text/event-stream");
    const send = (data: unknown) => response.write(`data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`);
    const chunk = (delta: object, finish: string | null = null) => ({ id: "c", object: "chat.completion.chunk", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] });
    const say = async () => {
      for (const content of text.match(/[\s\S]{1,12}/g) ?? []) {
        send(chunk({ content }));
        if (model.pause) await new Promise((due) => setTimeout(due, model.pause));
      }
      send(chunk({}, "stop"));
      send({ id: "c", object: "chat.completion.chunk", model: "m", choices: [], usage: { prompt_tokens: 9, completion_tokens: 9 } });
      send("[DONE]");
      response.end();
    };
    void say();
  });
  await new Promise<void>((ready) => server.listen(Number(modelPort), "127.0.0.1", ready));
  return model;
}

/** Makes it the model of the organisation. */
export async function useModel(api: Api): Promise<void> {
  await api.post("/model-providers", { label: "Test model", kind: "compatible", base_url: `http://127.0.0.1:${modelPort}/v1`, key: "k", models: { standard: "m" } });
}
