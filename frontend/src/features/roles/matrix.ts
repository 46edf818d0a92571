/** Permissions as a matrix: areas and their actions. Pure: what a press changes, what a row says, what is unsaved. */
import type { EntityMeta } from "@/kit/entity/meta";
import { humanize } from "@/kit/lib/format";

/** `invoices:write`, in words, and the area it belongs to. */
export interface Permission {
  name: string;
  label: string;
  area: string;
}

export interface MatrixRow {
  area: string;
  label: string;
  /** By action; an action that the area does not have is missing. */
  cells: Record<string, Permission>;
}

export interface MatrixGroup {
  title: string;
  rows: MatrixRow[];
}

export interface Matrix {
  actions: string[];
  groups: MatrixGroup[];
}

export type RowState = "all" | "some" | "none";

/** Areas whose name alone says too little. */
const names: Record<string, string> = { audit: "Audit log", organizations: "Organisation", relations: "Links between records", system: "System and mail outbox" };
const order = ["read", "write", "delete", "all", "use", "manage"];
const place = (action: string) => (order.indexOf(action) + 1 || order.length + 1) - 1;
const actionOf = (name: string) => name.slice(name.indexOf(":") + 1);

const entityOf = (area: string, entities: readonly EntityMeta[]) => entities.find((entity) => entity.name === area.split(".")[0]);

/** `invoices`, a guarded field of it (`invoices.margin`), or a move that needs a right (`invoices.status.paid`), in words. */
function labelOf(area: string, entities: readonly EntityMeta[]): string {
  const entity = entityOf(area, entities);
  if (!entity) return names[area] ?? humanize(area);
  const [, name, to] = area.split(".");
  if (!name) return entity.label;
  const field = entity.fields.find((one) => one.name === name)?.label ?? humanize(name);
  return `${entity.label}: ${to ? `to ${humanize(to).toLowerCase()}` : field.toLowerCase()}`;
}

/** Records first, then everything else; actions in the order of their weight. */
export function matrixOf(permissions: readonly Permission[], entities: readonly EntityMeta[]): Matrix {
  const rows = new Map<string, MatrixRow>();
  for (const permission of permissions) {
    const row = rows.get(permission.area) ?? { area: permission.area, label: labelOf(permission.area, entities), cells: {} };
    row.cells[actionOf(permission.name)] = permission;
    rows.set(permission.area, row);
  }
  const all = [...rows.values()].toSorted((a, b) => a.label.localeCompare(b.label));
  const records = all.filter((row) => entityOf(row.area, entities));
  const others = all.filter((row) => !records.includes(row));
  const actions = [...new Set(permissions.map((permission) => actionOf(permission.name)))].toSorted((a, b) => place(a) - place(b) || a.localeCompare(b));
  const groups = [
    { title: "Records", rows: records },
    { title: "Administration and agents", rows: others },
  ];
  return { actions, groups: groups.filter((group) => group.rows.length > 0) };
}

/** How much of an area is allowed. */
export function rowState(row: MatrixRow, granted: ReadonlySet<string>): RowState {
  const names = Object.values(row.cells).map((cell) => cell.name);
  const on = names.filter((name) => granted.has(name)).length;
  return on === 0 ? "none" : on === names.length ? "all" : "some";
}

/** Allows or takes away one permission. Whoever may change something must see it, so `read` comes along and takes the others with it. */
export function toggled(row: MatrixRow, action: string, granted: ReadonlySet<string>): Set<string> {
  const next = new Set(granted);
  const cell = row.cells[action];
  if (!cell) return next;
  if (!granted.has(cell.name)) {
    next.add(cell.name);
    if (row.cells.read) next.add(row.cells.read.name);
  } else if (action === "read") for (const other of Object.values(row.cells)) next.delete(other.name);
  else next.delete(cell.name);
  return next;
}

/** Allows everything of an area, or nothing; what the person may not give (`limit`) stays as it is. */
export function withRow(row: MatrixRow, on: boolean, granted: ReadonlySet<string>, limit: ReadonlySet<string>): Set<string> {
  const next = new Set(granted);
  for (const { name } of Object.values(row.cells)) {
    if (!on) next.delete(name);
    else if (limit.has(name)) next.add(name);
  }
  return next;
}

/** The permissions that differ from what is saved. */
export function changedFrom(saved: readonly string[], granted: ReadonlySet<string>): string[] {
  const before = new Set(saved);
  return [...saved.filter((name) => !granted.has(name)), ...[...granted].filter((name) => !before.has(name))];
}
