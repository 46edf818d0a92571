/** The moves of a status: where a record may go from where it is, and what that needs. */
import { choiceLabel, type EntityMeta, type FieldMeta, type StatusMove } from "./meta";
import type { EntityRecord } from "./record";

/** The status field of an entity. */
export function statusField(entity: EntityMeta): FieldMeta | undefined {
  return entity.fields.find((field) => field.name === entity.status?.field);
}

/** All declared moves from a status, also those that this person may not make. */
export function movesFrom(entity: EntityMeta, status: string): StatusMove[] {
  if (!entity.status) return [];
  const declared = entity.status.moves?.filter((move) => move.from === status);
  return declared ?? (entity.status.transitions[status] ?? []).map((to) => ({ from: status, to, allowed: true, requires: [] }));
}

/** The move from the present status of a record to another one; undefined when none is declared. */
export function moveOf(entity: EntityMeta, record: EntityRecord, to: string): StatusMove | undefined {
  return movesFrom(entity, String(record[entity.status?.field ?? ""])).find((move) => move.to === to);
}

/** What a move needs that the record does not have yet. */
export function missingFor(entity: EntityMeta, record: EntityRecord, move: StatusMove): FieldMeta[] {
  return entity.fields.filter((field) => move.requires.includes(field.name) && (record[field.name] ?? "") === "");
}

/** Why a record may not move to a status, in a sentence; null when it may. */
export function refusalOf(entity: EntityMeta, record: EntityRecord, to: string): string | null {
  const field = statusField(entity);
  if (!field) return null;
  const from = String(record[field.name]);
  if (from === to) return null;
  const move = moveOf(entity, record, to);
  const label = (status: string) => choiceLabel(field, status).toLowerCase();
  if (!move) return `${choiceLabel(field, from)} does not become ${label(to)}`;
  return move.allowed ? null : `Your role may not make it ${label(to)}`;
}
