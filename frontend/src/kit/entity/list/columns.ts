/** The columns of a list: which are shown, in which order, how wide. */
import { useMemo } from "react";
import { useStored } from "@/kit/lib/stored";
import { type EntityMeta, type FieldKind, type FieldMeta, stamps } from "../meta";

const widths: Record<FieldKind, number> = {
  text: 168, long_text: 280, email: 220, url: 220, phone: 152, ref: 224, user: 176, money: 136, integer: 104, decimal: 120, date: 124, datetime: 128, boolean: 96, enum: 112, status: 124, percent: 104, tags: 176, json: 168, file: 176, image: 96, refs: 200,
};

/** Pixels that a column needs at least. */
export function widthOf(field: FieldMeta, isTitle: boolean): number {
  if (isShort(field)) return isTitle ? 160 : 120;
  return isTitle ? 240 : widths[field.kind];
}

/** A code or number: needs little room even as a title. */
function isShort(field: FieldMeta): boolean {
  return field.kind === "text" && typeof field.max === "number" && field.max <= 40;
}

/** The columns that share what room is left over: the title, and the relations beside a title that is only a number. */
export function growing(columns: FieldMeta[]): Set<string> {
  const [title, ...others] = columns;
  const relations = title && isShort(title) ? others.filter((field) => field.kind === "ref") : [];
  return new Set([title, ...relations].map((field) => field?.name ?? ""));
}

export interface Columns {
  /** In order; the title field is always first. */
  shown: FieldMeta[];
  /** All that can be shown or hidden. */
  optional: FieldMeta[];
  toggle: (name: string) => void;
  reset: () => void;
}

/** Which columns this person sees, remembered on this device. */
export function useColumns(entity: EntityMeta): Columns {
  const [stored, setStored] = useStored<string[] | null>(`columns.${entity.name}`, null);
  return useMemo(() => {
    const optional = [...entity.fields, ...stamps].filter((field) => field.name !== entity.title_field);
    const names = stored ?? optional.filter((field) => field.list).map((field) => field.name);
    const title = entity.fields.filter((field) => field.name === entity.title_field);
    const toggle = (name: string) => setStored(names.includes(name) ? names.filter((one) => one !== name) : [...names, name]);
    return { shown: [...title, ...optional.filter((field) => names.includes(field.name))], optional, toggle, reset: () => setStored(null) };
  }, [entity, stored, setStored]);
}
