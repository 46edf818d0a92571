/** What to do when two people have changed the same record. */
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord, Values } from "../record";

export type Side = "mine" | "theirs";

/** A field that differs between what was read, what is to be saved and what is there now. */
export interface Difference {
  field: FieldMeta;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** `both`: the two must be chosen between; `mine`, `theirs`: only that side has changed it. */
  changedBy: Side | "both";
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Every field that either side has changed, in the order of the entity. A field that both set to the same value is settled. */
export function differencesOf(entity: EntityMeta, base: EntityRecord, mine: Values, theirs: EntityRecord): Difference[] {
  return entity.fields.flatMap((field): Difference[] => {
    const [was, wanted, now] = [base[field.name], field.name in mine ? mine[field.name] : base[field.name], theirs[field.name]];
    const iDid = !same(was, wanted);
    const theyDid = !same(was, now);
    if ((!iDid && !theyDid) || same(wanted, now)) return [];
    return [{ field, base: was, mine: wanted, theirs: now, changedBy: iDid && theyDid ? "both" : iDid ? "mine" : "theirs" }];
  });
}

/** What is still to be written over their version once a side is chosen for each contested field. */
export function merged(differences: Difference[], chosen: Record<string, Side>): Values {
  const mine = differences.filter(({ field, changedBy }) => changedBy === "mine" || (changedBy === "both" && chosen[field.name] === "mine"));
  return Object.fromEntries(mine.map((difference) => [difference.field.name, difference.mine]));
}

/** Contested fields without a choice yet. */
export function openChoices(differences: Difference[], chosen: Record<string, Side>): Difference[] {
  return differences.filter(({ field, changedBy }) => changedBy === "both" && !chosen[field.name]);
}
