import type { EntityRecord } from "../record";

/** A stretch of a text as the search answers it; those with `hit` are what was looked for. */
export interface Mark {
  text: string;
  hit: boolean;
}

/** A text of a record with the words that were searched for marked in it, where the server has found some. */
export function Highlight({ record, field, text }: { record: EntityRecord; field: string; text: string }) {
  const marks = record.highlights?.[field];
  return marks ? <Marks marks={marks} /> : text;
}

/** The stretches of a text, hits marked. */
export function Marks({ marks }: { marks: Mark[] }) {
  return marks.map((mark, index) =>
    mark.hit ? (
      <mark key={index} className="rounded-xs bg-warning-soft text-inherit">
        {mark.text}
      </mark>
    ) : (
      mark.text
    ),
  );
}

/** The first hit in a field that is not on screen, when none is in those that are: why the record was found. */
export function hitElsewhere(record: EntityRecord, shown: string[]): { field: string; marks: Mark[] } | null {
  const found = Object.entries(record.highlights ?? {});
  if (found.some(([field]) => shown.includes(field))) return null;
  const [first] = found;
  return first ? { field: first[0], marks: first[1] } : null;
}
