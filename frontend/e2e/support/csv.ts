/** Imports a CSV text through the API, as a person, and waits until it is done. */
import { request } from "@playwright/test";
import type { Person } from "./api";

export interface CsvImport {
  entity: string;
  csv: string;
  /** CSV column → field, as the API takes it. */
  mapping: Record<string, string>;
}

export async function importCsv(baseURL: string, { email, password }: Person, { entity, csv, mapping }: CsvImport): Promise<void> {
  const context = await request.newContext({ baseURL });
  const login = await context.post("/api/v1/auth/login", { data: { email, password } });
  const { access_token } = (await login.json()) as { access_token: string };
  const headers = { Authorization: `Bearer ${access_token}` };
  const file = { name: `${entity}.csv`, mimeType: "text/csv", buffer: Buffer.from(csv) };
  const accepted = await context.post(`/api/v1/${entity}/import`, { headers, multipart: { file, mapping: JSON.stringify(mapping) } });
  const { operation_id } = (await accepted.json()) as { operation_id: string };
  for (let tries = 0; tries < 100; tries += 1) {
    const state = (await (await context.get(`/api/v1/operations/${operation_id}`, { headers })).json()) as { status: string; error: string | null };
    if (state.status === "completed") return context.dispose();
    if (state.status === "failed") throw new Error(`import of ${entity}: ${state.error}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the import of ${entity} did not end`);
}
