/** What the dashboard shows, chosen from what the entities declare: no entity is known here by its name. */
import type { EntityMeta, FieldMeta } from "@/kit/entity/meta";
import type { Period } from "./periods";

/** A query of records, named as the API and the address of the list both name it. */
export type Search = Record<string, string>;

export interface Figure {
  id: string;
  entity: EntityMeta;
  label: string;
  search: Search;
  /** The money that is summed; null counts records. */
  money: string | null;
  /** The date that the sparkline follows. */
  along: { field: string; period: Period };
}

export interface Plan {
  figures: Figure[];
  columns: { entity: EntityMeta; date: string; money: string | null; status: FieldMeta | null } | null;
  ranking: { entity: EntityMeta; target: EntityMeta; field: string; money: string | null } | null;
  mine: { entity: EntityMeta; search: Search } | null;
}

/**
 * The statuses in which a record still asks for something. A status is closed when it leads nowhere, or only back to
 * where every record begins. Empty when nothing is ever closed (a customer is active or not, but never done).
 */
export function openStatuses(entity: EntityMeta): string[] {
  const transitions = entity.status?.transitions ?? {};
  const field = entity.fields.find((one) => one.name === entity.status?.field);
  const all = field?.choices?.map((choice) => choice.value) ?? [];
  const closed = all.filter((status) => {
    const next = transitions[status] ?? [];
    return next.length === 0 || (status !== field?.default && next.every((to) => to === field?.default));
  });
  return closed.length === 0 ? [] : all.filter((status) => !closed.includes(status));
}

/** The date by which something has to be done. */
function dueField(entity: EntityMeta): FieldMeta | undefined {
  return entity.fields.find((field) => field.kind === "date" && (field.name.startsWith("due") || field.synonyms.includes("deadline")));
}

/** At most six figures, two charts, a list of one's own; `today` is a day in the person's zone. */
export function planOf(entities: readonly EntityMeta[], today: string): Plan {
  const money = entities.find((entity) => entity.money_field && entity.date_field);
  const dated = money ?? entities.find((entity) => entity.date_field);
  const target = entities.find((entity) => entity.name === money?.relations[0]?.target);
  return {
    figures: chosen(entities.flatMap((entity) => figuresOf(entity, today))),
    columns: dated?.date_field ? { entity: dated, date: dated.date_field, money: dated.money_field, status: dated.fields.find((field) => field.kind === "status") ?? null } : null,
    ranking: money && target ? { entity: money, target, field: money.relations[0]?.field ?? "", money: money.money_field } : null,
    mine: mineOf(entities),
  };
}

type Candidate = Figure & { weight: number };

function figuresOf(entity: EntityMeta, today: string): Candidate[] {
  const along = entity.date_field && entity.money_field ? { field: entity.date_field, period: "month" as const } : { field: "created_at", period: "week" as const };
  const many = entity.label;
  const status = entity.status?.field ?? "";
  const open = openStatuses(entity);
  const due = dueField(entity);
  const base = { entity, along, money: entity.money_field };
  const still: Search = { [`${status}__in`]: open.join(",") };
  const made: Candidate[] = [{ ...base, id: `${entity.name}.all`, label: entity.money_field ? `${many} in total` : many, search: {}, weight: entity.money_field ? 9 : open.length > 0 ? 3 : 7 }];
  if (open.length > 0) made.push({ ...base, id: `${entity.name}.open`, label: `Open ${many.toLowerCase()}`, search: still, weight: 8 });
  if (open.length > 0 && due) made.push({ ...base, id: `${entity.name}.late`, label: `Overdue ${many.toLowerCase()}`, search: { ...still, [`${due.name}__lt`]: today }, weight: 6 });
  if (entity.money_field) made.push({ ...base, money: null, id: `${entity.name}.count`, label: `Number of ${many.toLowerCase()}`, search: {}, weight: 2 });
  return made;
}

/** The six that matter most, those of one entity side by side. */
function chosen(candidates: Candidate[]): Candidate[] {
  const best = candidates.toSorted((a, b) => b.weight - a.weight).slice(0, 6);
  const leading = [...new Set(best.map((one) => one.entity.name))];
  return best.toSorted((a, b) => leading.indexOf(a.entity.name) - leading.indexOf(b.entity.name));
}

function mineOf(entities: readonly EntityMeta[]): Plan["mine"] {
  for (const entity of entities) {
    const person = entity.fields.find((field) => field.kind === "user" && field.filter);
    const open = openStatuses(entity);
    if (!person || open.length === 0) continue;
    const due = dueField(entity);
    return { entity, search: { [person.name]: "me", [`${entity.status?.field}__in`]: open.join(","), ...(due ? { sort: due.name } : {}) } };
  }
  return null;
}

/** The list behind a figure. */
export function listOf(entity: EntityMeta, search: Search): string {
  const query = new URLSearchParams(search).toString();
  return `/${entity.name}${query && `?${query}`}`;
}
