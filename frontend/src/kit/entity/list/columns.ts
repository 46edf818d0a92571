/** The columns of a list: which are shown, in which order, how wide, and which stay in view. */
import { useMemo } from "react";
import { useStored } from "@/kit/lib/stored";
import { type EntityMeta, type FieldKind, type FieldMeta, stamps } from "../meta";
import type { View, ViewColumn } from "../views/views";

const widths: Record<FieldKind, number> = {
  text: 168, long_text: 280, email: 220, url: 220, phone: 152, ref: 224, user: 176, money: 136, integer: 104, decimal: 120, date: 124, datetime: 128, boolean: 96, enum: 112, status: 124, percent: 104, tags: 176, json: 168, file: 176, image: 96, refs: 200,
};

/** Pixels that a column needs at least. */
export function widthOf(field: FieldMeta, isTitle: boolean): number {
  if (isShort(field)) return isTitle ? 160 : 120;
  return isTitle ? 240 : (widths[field.kind] ?? 168);
}

/** A code or number: needs little room even as a title. */
function isShort(field: FieldMeta): boolean {
  return field.kind === "text" && typeof field.max === "number" && field.max <= 40;
}

/** A column as it is drawn. */
export interface Column {
  field: FieldMeta;
  width: number;
  /** Somebody has set the width; otherwise it may grow. */
  fixed: boolean;
  pinned: boolean;
  /** Where a pinned column stands: pixels from the left edge. */
  left: number;
}

export const boxWidth = 40;
export const narrowest = 64;

/** The columns that share what room is left over: the title, and the relations beside a title that is only a number. */
export function growing(columns: Column[]): Set<string> {
  const [title, ...others] = columns;
  const relations = title && isShort(title.field) ? others.filter(({ field }) => field.kind === "ref") : [];
  const several = others.some((column) => column.pinned); // then the place of the second depends on the width of the first
  const wanted = [title, ...relations].filter((column) => column && !column.fixed && !(several && column.pinned));
  const chosen = wanted.length > 0 ? wanted : columns.slice(-1); // the table fills its frame whatever has been set
  return new Set(chosen.map((column) => column?.field.name ?? ""));
}

/** What was kept, as columns: until lately that was only their names. */
function readKept(kept: (string | ViewColumn)[] | null): ViewColumn[] | null {
  return kept?.map((one) => (typeof one === "string" ? { name: one, width: null, pinned: false } : one)) ?? null;
}

/** The columns to draw: the title first, then those that stay in view, then the others. Names of fields that have gone are left out. */
export function arrange(entity: EntityMeta, chosen: ViewColumn[]): Column[] {
  const fields = [...entity.fields, ...stamps];
  const titled = chosen.find((one) => one.name === entity.title_field) ?? { name: entity.title_field, width: null, pinned: true };
  const others = chosen.filter((one) => one.name !== entity.title_field);
  const ordered = [{ ...titled, pinned: true }, ...others.filter((one) => one.pinned), ...others.filter((one) => !one.pinned)];
  let left = boxWidth;
  return ordered.flatMap(({ name, width, pinned }, index) => {
    const field = fields.find((one) => one.name === name);
    if (!field) return [];
    const column = { field, width: width ?? widthOf(field, index === 0), fixed: width !== null, pinned, left };
    left += column.width;
    return [column];
  });
}

/** The columns that an entity's list has before anybody chooses. */
export function usualColumns(entity: EntityMeta): ViewColumn[] {
  return entity.fields.filter((field) => field.list && field.name !== entity.title_field).map((field) => ({ name: field.name, width: null, pinned: false }));
}

export interface Columns {
  shown: Column[];
  /** Fields that are not shown. */
  hidden: FieldMeta[];
  toggle: (name: string) => void;
  /** Puts a column in the place of another one. */
  move: (name: string, before: string) => void;
  resize: (name: string, width: number | null) => void;
  pin: (name: string, pinned: boolean) => void;
  /** Back to what the view (or the entity) says. */
  reset: () => void;
  /** What differs from the view, to be saved with it; null when nothing does. */
  draft: ViewColumn[] | null;
}

/** The columns of a view, with the changes that this person has made to them on this device. */
export function useColumns(entity: EntityMeta, view: View | undefined): Columns {
  const [stored, setStored] = useStored<(string | ViewColumn)[] | null>(`columns.${entity.name}${view ? `.${view.id}` : ""}`, null);
  return useMemo(() => {
    const draft = readKept(stored);
    const chosen = draft ?? view?.query.columns ?? usualColumns(entity);
    const shown = arrange(entity, chosen);
    const present = shown.map(({ field, width, fixed, pinned }): ViewColumn => ({ name: field.name, width: fixed ? width : null, pinned }));
    const change = (name: string, next: Partial<ViewColumn>) => setStored(present.map((one) => (one.name === name ? { ...one, ...next } : one)));
    return {
      shown,
      hidden: [...entity.fields, ...stamps].filter((field) => !shown.some((column) => column.field === field)),
      toggle: (name) => setStored(present.some((one) => one.name === name) ? present.filter((one) => one.name !== name) : [...present, { name, width: null, pinned: false }]),
      move: (name, before) => setStored(movedTo(present, name, before)),
      resize: (name, width) => change(name, { width: width === null ? null : Math.max(narrowest, Math.round(width)) }),
      pin: (name, pinned) => change(name, { pinned }),
      reset: () => setStored(null),
      draft: draft && JSON.stringify(draft) !== JSON.stringify(view?.query.columns ?? null) ? present : null,
    };
  }, [entity, view, stored, setStored]);
}

/** The columns with one of them in the place of another; the others close up. */
export function movedTo(columns: ViewColumn[], name: string, before: string): ViewColumn[] {
  const from = columns.findIndex((one) => one.name === name);
  const to = columns.findIndex((one) => one.name === before);
  const moved = columns[from];
  if (!moved || to < 0) return columns;
  const next = columns.toSpliced(from, 1);
  return next.toSpliced(to, 0, moved);
}
