/** `test` in an organisation of its own, for what counts or empties things: nobody else's records are in it. */
import { test as base } from "./test";
import { admin, Api, newPerson, type Person, unique } from "./api";

/** A new person who works, as administrator, in a new and empty organisation from now on. */
async function newOrganization(baseURL: string): Promise<Person> {
  const founder = await Api.as(baseURL, admin);
  const person = await newPerson(founder);
  await founder.close();
  const api = await Api.as(baseURL, person);
  const { id } = await api.post<{ id: string }>("/organizations", { name: unique("Northwind") });
  await api.post("/auth/me/organization", { organization_id: id });
  await api.close();
  return person;
}

export const test = base.extend({
  person: async ({ baseURL }, use) => use(await newOrganization(baseURL ?? "")),
  api: async ({ baseURL, person }, use) => {
    const api = await Api.as(baseURL ?? "", person ?? admin);
    await use(api);
    await api.close();
  },
});

/** Some customers of the Northwind sample, with accents and from several countries. */
const sample: [code: string, name: string, city: string, country: string][] = [
  ["ERNSH", "Ernst Handel", "Graz", "Austria"],
  ["QUICK", "QUICK-Stop", "Cunewalde", "Germany"],
  ["SPECD", "Spécialités du monde", "Paris", "France"],
  ["ANTON", "Antonio Moreno Taquería", "México D.F.", "Mexico"],
  ["KOENE", "Königlich Essen", "Brandenburg", "Germany"],
];

export interface Records {
  /** Ids by code. */
  customers: Record<string, string>;
  /** Ids in the order of their numbers. */
  invoices: string[];
}

/** The sample customers, and `count` invoices to them in turn: 100, 200, 300 … dollars, issued on successive days of 2026. */
export async function sampleRecords(api: Api, count = 10): Promise<Records> {
  const customers: Record<string, string> = {};
  for (const [code, name, city, country] of sample) customers[code] = (await api.post<{ id: string }>("/customers", { code, name, city, country })).id;
  const ids = Object.values(customers);
  const add = async (at: number) => {
    const issued_on = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10);
    const body = { number: `R-${String(at + 1).padStart(3, "0")}`, customer: ids[at % ids.length], issued_on, total: { amount: `${(at + 1) * 100}.00`, currency: "USD" } };
    return (await api.post<{ id: string }>("/invoices", body)).id;
  };
  const invoices: string[] = [];
  for (let at = 0; at < count; at += 20) invoices.push(...(await Promise.all(Array.from({ length: Math.min(20, count - at) }, (_, more) => add(at + more)))));
  return { customers, invoices };
}

export { expect } from "./test";
