/** The API as a test uses it to arrange its records: bearer token, JSON, an answer that is no success fails the test. */
import { type APIRequestContext, expect, request } from "@playwright/test";

export interface Person {
  email: string;
  password: string;
}

export const admin: Person = { email: process.env.E2E_ADMIN_EMAIL ?? "admin@example.com", password: process.env.E2E_ADMIN_PASSWORD ?? "" };

export class Api {
  private constructor(private readonly context: APIRequestContext) {}

  /** Signs in as a program does: the tokens come in the body. */
  static async as(baseURL: string, { email, password }: Person): Promise<Api> {
    const anonymous = await request.newContext({ baseURL });
    const answer = await anonymous.post("/api/v1/auth/login", { data: { email, password } });
    expect(answer.ok(), `sign-in of ${email}: ${answer.status()} ${await answer.text()}`).toBe(true);
    const { access_token } = (await answer.json()) as { access_token: string };
    await anonymous.dispose();
    return new Api(await request.newContext({ baseURL, extraHTTPHeaders: { Authorization: `Bearer ${access_token}` } }));
  }

  get = <T>(path: string): Promise<T> => this.send<T>("GET", path);
  post = <T>(path: string, data?: unknown): Promise<T> => this.send<T>("POST", path, data);
  patch = <T>(path: string, data: unknown): Promise<T> => this.send<T>("PATCH", path, data);
  put = <T>(path: string, data: unknown): Promise<T> => this.send<T>("PUT", path, data);
  delete = (path: string): Promise<unknown> => this.send("DELETE", path);
  close = (): Promise<void> => this.context.dispose();

  private async send<T>(method: string, path: string, data?: unknown): Promise<T> {
    const answer = await this.context.fetch(`/api/v1${path}`, { method, ...(data === undefined ? {} : { data }) });
    const text = await answer.text();
    expect(answer.ok(), `${method} ${path}: ${answer.status()} ${text}`).toBe(true);
    return (text ? JSON.parse(text) : undefined) as T;
  }
}

/** A name no other test uses. */
export function unique(name: string): string {
  return `${name} ${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
}

/** A new person with a password, in the administrator's organisation. */
export async function newPerson(api: Api, role = "user"): Promise<Person & { id: string; name: string }> {
  const name = unique("Ida Holm");
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const password = "glad-otter-94-bridge";
  const { id } = await api.post<{ id: string }>("/users", { email, name, role, password });
  return { id, name, email, password };
}
