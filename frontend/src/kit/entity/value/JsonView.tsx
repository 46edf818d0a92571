import { CopyButton } from "@/kit/ui/copy-button";

/** JSON as a tree: objects and lists can be folded, values are coloured by what they are. */
export default function JsonView({ value }: { value: unknown }) {
  return (
    <div className="relative max-h-96 overflow-auto rounded-md border border-line bg-n-2 p-2 pr-10 font-mono text-sm">
      <CopyButton text={JSON.stringify(value, null, 2)} what="JSON" className="absolute top-1 right-1" />
      <Node value={value} depth={0} />
    </div>
  );
}

function Node({ name, value, depth }: { name?: string; value: unknown; depth: number }) {
  const key = name !== undefined && <span className="text-ink-2">{name}: </span>;
  if (typeof value !== "object" || value === null)
    return (
      <div className="leading-6 break-words">
        {key}
        <Leaf value={value} />
      </div>
    );
  const entries = Object.entries(value);
  if (entries.length === 0) return <div className="leading-6">{key}<span className="text-ink-2">{Array.isArray(value) ? "empty list" : "empty"}</span></div>;
  return (
    <details open={depth < 2}>
      <summary className="min-h-6 w-fit cursor-default rounded-sm pr-1 leading-6">
        {key}
        <span className="text-ink-2">{entries.length} {Array.isArray(value) ? "item" : "field"}{entries.length === 1 ? "" : "s"}</span>
      </summary>
      <div className="border-l border-line pl-3">
        {entries.map(([part, inner]) => (
          <Node key={part} name={part} value={inner} depth={depth + 1} />
        ))}
      </div>
    </details>
  );
}

function Leaf({ value }: { value: unknown }) {
  if (typeof value === "string") return <span className="text-success-text">“{value}”</span>;
  if (typeof value === "number") return <span className="text-info-text">{value}</span>;
  return <span className="text-accent-text">{String(value)}</span>;
}
