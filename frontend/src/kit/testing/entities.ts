/** Two entities as the backend describes them, for tests. */
import type { EntityMeta, FieldKind, FieldMeta } from "@/kit/entity/meta";

/** A field as the backend describes it: required, writable, filterable, in the list. */
export function field(name: string, kind: FieldKind, more: Partial<FieldMeta> = {}): FieldMeta {
  const words = name.replaceAll("_", " ");
  return {
    name, kind, label: words.charAt(0).toUpperCase() + words.slice(1), entity: "", help: null, custom: null, widget: null, computed: false, sensitive: false, min: null, pattern: null, places: null, unit: null, required: true, nullable: more.required === false, read_only: false, default: null, unique: false, max: null,
    choices: null, target: null, search: false, filter: true, sort: true, list: true, synonyms: [], ops: ["eq", "in", "nin", "null"], ...more,
  };
}

const optional = { required: false };
const choices = (...values: string[]) => values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

const move = (from: string, to: string, requires: string[] = []) => ({ from, to, allowed: true, requires });

const common = {
  default_sort: "-created_at", description: null, permissions: { read: true, write: true, delete: true }, date_field: null, money_field: null, relations: [], inverses: [], synonyms: [], icon: null,
} satisfies Partial<EntityMeta>;

export const customers: EntityMeta = {
  ...common, name: "customers", singular: "customer", label: "Customers", label_singular: "Customer", title_field: "name", synonyms: ["client", "account"],
  status: { field: "status", transitions: { lead: ["active"], active: ["inactive"] }, moves: [move("lead", "active"), move("active", "inactive")] },
  inverses: [{ name: "invoices", entity: "invoices", field: "customer" }],
  fields: [
    field("code", "text", { unique: true, max: 40 }),
    field("name", "text", { max: 200, synonyms: ["company"] }),
    field("email", "email", { ...optional, max: 254 }),
    field("phone", "phone", { ...optional, max: 40, synonyms: ["telephone"] }),
    field("address", "text", { ...optional, max: 200, synonyms: ["street"] }),
    field("city", "text", { ...optional, max: 100 }),
    field("region", "text", { ...optional, max: 100 }),
    field("postal_code", "text", { ...optional, max: 20, synonyms: ["zip"] }),
    field("country", "text", { ...optional, max: 100 }),
    field("status", "status", { ...optional, default: "lead", choices: choices("lead", "active", "inactive") }),
    field("notes", "long_text", { ...optional, max: 20_000, sort: false }),
  ],
};

export const invoices: EntityMeta = {
  ...common, name: "invoices", singular: "invoice", label: "Invoices", label_singular: "Invoice", title_field: "number", date_field: "issued_on", money_field: "total",
  status: { field: "status", transitions: { draft: ["sent"], sent: ["paid", "overdue"] }, moves: [move("draft", "sent"), move("sent", "paid", ["paid_on"]), move("sent", "overdue")] },
  relations: [{ field: "customer", target: "customers" }],
  fields: [
    field("number", "text", { unique: true, max: 40 }),
    field("customer", "ref", { target: "customers" }),
    field("issued_on", "date", { synonyms: ["date"] }),
    field("due_on", "date", { ...optional, synonyms: ["deadline"] }),
    field("paid_on", "date", { ...optional, synonyms: ["payment date"] }),
    field("total", "money", { synonyms: ["amount"] }),
    field("status", "status", { ...optional, default: "draft", choices: choices("draft", "sent", "paid", "overdue") }),
  ],
};
