/**
 * What a feature puts in the place of the parts that every entity gets: `defineFeature({ fields, entities })`.
 * Any of these may be lazy: `Input: lazy(() => import("./components/IbanInput"))`.
 */
import type { ComponentType } from "react";
import { useFeatures } from "@/kit/layout/feature";
import type { FieldInputProps } from "./form/FieldInput";
import type { EntityFormProps } from "./form/EntityForm";
import type { EntityMeta, FieldMeta } from "./meta";
import type { EntityRecord } from "./record";

export interface DisplayProps {
  field: FieldMeta;
  value: unknown;
  /** The record it stands in, where it stands in one. */
  record?: EntityRecord;
  /** On a record's own screen, with room, rather than in a table. */
  whole?: boolean;
}

/** How values are entered and shown. What is left out stays as the kind has it. */
export interface FieldPart {
  Input?: ComponentType<FieldInputProps>;
  Display?: ComponentType<DisplayProps>;
}

/** The screens and pieces of one entity that a feature draws itself. What is left out stays. */
export interface EntityParts {
  /** The whole list, at `/<entity>`. */
  List?: ComponentType<{ entity: EntityMeta }>;
  /** The whole record, at `/<entity>/<id>`. */
  Record?: ComponentType<{ entity: EntityMeta; record: EntityRecord }>;
  /** The form, wherever a record is made or edited. */
  Form?: ComponentType<EntityFormProps>;
  /** The content of a record's card: on a phone, on a board. */
  Card?: ComponentType<{ entity: EntityMeta; record: EntityRecord }>;
  /** Single fields, by name: in cells, forms, on the record. */
  fields?: Record<string, FieldPart>;
}

/** What a feature has put in the place of a part of this entity. */
export function usePart<P extends keyof EntityParts>(entity: string, part: P): EntityParts[P] {
  return useFeatures(({ features }) => features.findLast((feature) => feature.entities?.[entity]?.[part])?.entities?.[entity]?.[part]);
}

/** The control or the look of a field that a feature brings: for this one field, for its custom kind, or for its widget. */
export function useFieldPart<P extends keyof FieldPart>(field: FieldMeta, part: P): FieldPart[P] {
  return useFeatures(({ features }) => {
    const own = features.findLast((feature) => feature.entities?.[field.entity]?.fields?.[field.name]?.[part]);
    if (own) return own.entities?.[field.entity]?.fields?.[field.name]?.[part];
    const named = (name: string | null) => name && features.findLast((feature) => feature.fields?.[name]?.[part])?.fields?.[name]?.[part];
    return named(field.widget) || named(field.custom) || undefined;
  });
}
