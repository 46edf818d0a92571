/** What a key may do, in words and by area. */
import { humanize } from "@/kit/lib/format";
import type { Scope } from "./api";

export interface ScopeGroup {
  area: string;
  label: string;
  scopes: Scope[];
}

/** Areas whose name alone says too little. */
const names: Record<string, string> = { audit: "Audit log", organizations: "Organisation", relations: "Links between records", system: "System" };
const order = ["read", "write", "delete", "all", "use", "manage"];
const action = (name: string) => name.slice(name.indexOf(":") + 1);
const place = (scope: Scope) => (order.indexOf(action(scope.name)) + 1 || order.length + 1) - 1;

/** `invoices.margin:read` stands with the invoices. */
const areaOf = (name: string) => name.split(/[.:]/)[0] ?? name;

/** Records first, then everything else, each by its label; reading before writing. */
export function groupsOf(scopes: readonly Scope[], labelOf: (entity: string) => string | undefined): ScopeGroup[] {
  const groups = new Map<string, ScopeGroup>();
  for (const scope of scopes) {
    const area = areaOf(scope.name);
    const group = groups.get(area) ?? { area, label: labelOf(area) ?? names[area] ?? humanize(area), scopes: [] };
    group.scopes.push(scope);
    groups.set(area, group);
  }
  for (const group of groups.values()) group.scopes.sort((a, b) => place(a) - place(b));
  const isRecord = (group: ScopeGroup) => Number(labelOf(group.area) !== undefined);
  return [...groups.values()].toSorted((a, b) => isRecord(b) - isRecord(a) || a.label.localeCompare(b.label));
}

/** All of an area, some of it, or none. */
export function stateOf(chosen: readonly string[], group: ScopeGroup): boolean | "indeterminate" {
  const count = group.scopes.filter((scope) => chosen.includes(scope.name)).length;
  return count === group.scopes.length ? true : count > 0 ? "indeterminate" : false;
}

/** With these names, or without them when all are there already. */
export function toggled(chosen: readonly string[], wanted: readonly string[]): string[] {
  const rest = chosen.filter((name) => !wanted.includes(name));
  return wanted.every((name) => chosen.includes(name)) ? rest : [...rest, ...wanted];
}

/** Everything that only reads. */
export const reading = (scopes: readonly Scope[]): string[] => scopes.map((scope) => scope.name).filter((name) => action(name) === "read");

/** A key in a few words: `Customers, Invoices and 3 more`. */
export function summary(scopes: readonly string[], labelOf: (entity: string) => string | undefined): string {
  const areas = [...new Set(scopes.map(areaOf))].map((area) => labelOf(area) ?? names[area] ?? humanize(area));
  const shown = areas.slice(0, 2).join(", ");
  return areas.length > 2 ? `${shown} and ${areas.length - 2} more` : shown;
}
