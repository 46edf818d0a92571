import { zodResolver } from "@hookform/resolvers/zod";
import { useMemo, useRef, useState } from "react";
import { type UseFormReturn, useForm } from "react-hook-form";
import { ApiError, messageOf } from "@/kit/api/errors";
import { apiRequest, newKey } from "@/kit/api/request";
import type { EntityMeta, FieldMeta } from "../meta";
import type { EntityRecord, Values } from "../record";
import { createRecord, updateRecord } from "../writes";
import { emptyInput, schemaOf, toInput } from "./schema";

/** Two people have changed the same record: what was read, what is to be saved, what is there now. */
export interface Conflict {
  base: EntityRecord;
  mine: Values;
  theirs: EntityRecord;
  /** Writes what is chosen over their version, where that is not simply a change of fields. */
  save?: (values: Values, over: EntityRecord) => Promise<EntityRecord>;
}

export interface EntityFormHandle {
  form: UseFormReturn<Values, unknown, Values>;
  fields: FieldMeta[];
  problem: string | null;
  conflict: Conflict | null;
  dropConflict: () => void;
  save: (body: Values) => Promise<void>;
}

/** The fields that a form shows: a status is moved by its own buttons once the record exists. */
export function formFields(entity: EntityMeta, editing: boolean): FieldMeta[] {
  return entity.fields.filter((field) => !field.read_only && !(editing && field.kind === "status"));
}

/** The form over an entity's fields; saves what has changed and tells apart bad fields, conflicts and other failures. */
export function useEntityForm(entity: EntityMeta, record: EntityRecord | undefined, initial: Values, onSaved: (record: EntityRecord) => void): EntityFormHandle {
  const [base] = useState(record); // what the person began with, whatever comes in meanwhile
  const fields = useMemo(() => formFields(entity, base !== undefined), [entity, base]);
  const [defaultValues] = useState(() => Object.fromEntries(fields.map((field) => [field.name, base ? toInput(field, base[field.name]) : field.name in initial ? toInput(field, initial[field.name]) : emptyInput(field)])));
  const form = useForm<Values, unknown, Values>({ resolver: zodResolver(schemaOf(fields)), defaultValues, mode: "onTouched" });
  const [problem, setProblem] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const attempt = useRef({ body: "", key: "" });

  const save = async (body: Values) => {
    setProblem(null);
    const touched = (name: string) => JSON.stringify(form.getValues(name)) !== JSON.stringify(defaultValues[name]);
    const changed = base ? Object.fromEntries(Object.entries(body).filter(([name]) => touched(name))) : body;
    try {
      onSaved(base ? await updateRecord(entity, base.id, changed, base.version) : await createRecord(entity, body, keyFor(attempt, body)));
    } catch (error) {
      if (base && error instanceof ApiError && error.status === 412) return setConflict({ base, mine: changed, theirs: await apiRequest<EntityRecord>("GET", `/${entity.name}/${base.id}`) });
      setProblem(place(error, form, fields));
    }
  };
  return { form, fields, problem, conflict, dropConflict: () => setConflict(null), save };
}

/** The same body keeps its key, so that a repeated press adds one record. */
function keyFor(attempt: { current: { body: string; key: string } }, body: Values): string {
  const text = JSON.stringify(body);
  if (attempt.current.body !== text) attempt.current = { body: text, key: newKey() };
  return attempt.current.key;
}

/** Puts the server's messages at their fields; returns what belongs to none of them. */
function place(error: unknown, form: UseFormReturn<Values, unknown, Values>, fields: FieldMeta[]): string | null {
  if (!(error instanceof ApiError)) return messageOf(error);
  let placed = 0;
  for (const [path, message] of Object.entries(error.fieldErrors())) {
    const field = fields.find((one) => one.name === path.split(".")[0]);
    if (!field) continue;
    form.setError(field.name, { type: "server", message });
    placed += 1;
  }
  return placed > 0 && placed === error.errors.length ? null : messageOf(error);
}
