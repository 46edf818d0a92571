import { Button } from "@/kit/ui/button";
import type { EditorProps } from "./FacetEditor";

/** Whether there is a value at all: for files, pictures and data, which have no order and no words to look for. */
export function GivenEditor({ field, conditions, onChange }: Pick<EditorProps, "field" | "conditions" | "onChange">) {
  const now = conditions.find(({ op }) => op === "null")?.value;
  const choose = (value: "true" | "false") => onChange(now === value ? [] : [{ op: "null", value }]);
  return (
    <div role="group" aria-label={field.label} className="flex w-48 flex-col p-1">
      <Button variant="ghost" className="justify-start" aria-pressed={now === "false"} onClick={() => choose("false")}>
        Is not empty
      </Button>
      <Button variant="ghost" className="justify-start" aria-pressed={now === "true"} onClick={() => choose("true")}>
        Is empty
      </Button>
    </div>
  );
}
