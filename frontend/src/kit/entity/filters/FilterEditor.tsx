import { type FormEvent, useState } from "react";
import { Button } from "@/kit/ui/button";
import { Combobox } from "@/kit/ui/combobox";
import { Input } from "@/kit/ui/input";
import { useEntity } from "../meta";
import { recordChoices } from "../names";
import { one } from "../record";
import { type EditorProps, FacetEditor } from "./FacetEditor";
import { amongValues, chosenValues } from "./filters";
import { GivenEditor } from "./GivenEditor";
import { AmountRangeEditor, DateRangeEditor } from "./RangeEditor";

/** The editor that fits the kind of a field: values to tick, a range, a text, a record to pick. */
export default function FilterEditor(props: EditorProps) {
  switch (props.field.kind) {
    case "date":
    case "datetime":
      return <DateRangeEditor {...props} />;
    case "money":
    case "integer":
    case "decimal":
    case "percent":
      return <AmountRangeEditor {...props} />;
    case "enum":
    case "status":
    case "boolean":
    case "user":
    case "tags":
      return <FacetEditor {...props} />;
    case "json":
    case "file":
    case "image":
      return <GivenEditor {...props} />;
    case "ref":
    case "refs":
      return <RelationEditor {...props} />;
    default:
      return <TextEditor {...props} />;
  }
}

function RelationEditor(props: EditorProps) {
  const { field, conditions, onChange } = props;
  const target = useEntity(field.target);
  const chosen = chosenValues(conditions);
  if (!target) return <p className="p-3 text-ink-2">Your role does not show these records.</p>;
  return (
    <div className="flex flex-col">
      <div className="border-b border-line p-2">
        <Combobox
          aria-label={`Add ${one(target)}`}
          value={null}
          placeholder={`Find ${one(target)}…`}
          search={(text, signal) => recordChoices(target, text, signal)}
          searchKey={["entity", target.name]}
          onChange={(value) => value && onChange(amongValues([...new Set([...chosen, value])]))}
        />
      </div>
      <FacetEditor {...props} />
    </div>
  );
}

function TextEditor(props: EditorProps) {
  const { field, conditions, onChange } = props;
  const [text, setText] = useState(conditions.find(({ op }) => op === "contains")?.value ?? "");
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onChange(text.trim() ? [{ op: "contains", value: text.trim() }] : []);
  };
  return (
    <div className="flex flex-col">
      <form onSubmit={apply} className="flex gap-2 border-b border-line p-2">
        <Input autoFocus aria-label={`${field.label} contains`} placeholder="Contains…" value={text} onChange={(event) => setText(event.target.value)} />
        <Button type="submit">Apply</Button>
      </form>
      {!field.unique && field.kind !== "long_text" && <FacetEditor {...props} autoFocus={false} />}
    </div>
  );
}
