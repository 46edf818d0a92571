import { Bot, KeyRound, Monitor, Server, Terminal, Workflow } from "lucide-react";
import { Link } from "react-router";
import { useEntities } from "@/kit/entity/meta";
import { type Act, actorOf, kindOf, originOf, verbOf } from "@/kit/lib/acts";
import { RelativeTime } from "@/kit/ui/figures";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { fieldsIn } from "../words";

const icons: Record<string, typeof Bot> = { agent: Bot, key: KeyRound, system: Server, cli: Terminal, workflow: Workflow };

/** The log, newest first; a line opens what exactly changed. */
export function AuditTable({ entries, onOpen }: { entries: Act[]; onOpen: (entry: Act) => void }) {
  return (
    <Table label="Audit log">
      <TableHead>
        <TableRow>
          <HeadCell>Who</HeadCell>
          <HeadCell>Did</HeadCell>
          <HeadCell>Record</HeadCell>
          <HeadCell className="max-md:hidden">Fields</HeadCell>
          <HeadCell className="max-lg:hidden">Through</HeadCell>
          <HeadCell align="end">When</HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} onOpen={() => onOpen(entry)} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ entry, onOpen }: { entry: Act; onOpen: () => void }) {
  const Icon = icons[entry.actor.via] ?? Monitor;
  const who = actorOf(entry);
  return (
    <TableRow className="relative">
      <Cell className="max-w-40">
        <button type="button" onClick={onOpen} aria-label={`Details: ${who} ${verbOf(entry.action)} ${entry.label || kindOf(entry.entity_type).toLowerCase()}`} className="max-w-full truncate rounded-sm text-left font-medium after:absolute after:inset-0">
          {who}
        </button>
      </Cell>
      <Cell>{verbOf(entry.action)}</Cell>
      <Cell className="max-w-64">
        <RecordLink entry={entry} />
      </Cell>
      <Cell className="max-w-72 text-ink-2 max-md:hidden">{fieldsIn(entry)}</Cell>
      <Cell className="text-ink-2 max-lg:hidden">
        <span className="inline-flex items-center gap-1.5">
          <Icon className="size-3.5 shrink-0" aria-hidden />
          {originOf(entry)}
        </span>
      </Cell>
      <Cell align="end" className="text-ink-2">
        <RelativeTime value={entry.timestamp} className="relative" />
      </Cell>
    </TableRow>
  );
}

/** The record's name then; a link where there is a screen for it. */
export function RecordLink({ entry }: { entry: Act }) {
  const entity = useEntities().find((one) => one.name === entry.entity_type);
  const kind = entity?.label_singular ?? kindOf(entry.entity_type);
  const name = entry.label || kind;
  return (
    <>
      {entry.label && <span className="text-ink-2">{kind} </span>}
      {entity ? (
        <Link to={`/${entity.name}/${entry.entity_id}`} className="relative rounded-sm text-accent-text underline-offset-4 hover:underline">
          {name}
        </Link>
      ) : (
        name
      )}
    </>
  );
}
