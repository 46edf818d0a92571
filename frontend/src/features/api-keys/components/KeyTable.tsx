import { useEntities } from "@/kit/entity/meta";
import { Avatar } from "@/kit/ui/avatar";
import { RelativeTime } from "@/kit/ui/figures";
import { Pill } from "@/kit/ui/pill";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import type { ApiKey } from "../api";
import { summary } from "../scopes";
import { KeyActions } from "./KeyActions";

const wide = "max-md:hidden";
const states = { active: "On", disabled: "Off", expired: "Expired" };
const tones = { active: "success", disabled: "neutral", expired: "warning" } as const;

/** Keys with what they may do and when they were used. */
export function KeyTable({ keys, owners }: { keys: ApiKey[]; owners: boolean }) {
  return (
    <Table label="API keys">
      <TableHead>
        <TableRow>
          <HeadCell>Name</HeadCell>
          {owners && <HeadCell>Acts for</HeadCell>}
          <HeadCell className={wide}>May use</HeadCell>
          <HeadCell>State</HeadCell>
          <HeadCell align="end" className={wide}>
            Last used
          </HeadCell>
          <HeadCell align="end" className={wide}>
            Ends
          </HeadCell>
          <HeadCell>
            <span className="sr-only">Actions</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <tbody>
        {keys.map((key) => (
          <Row key={key.id} of={key} owners={owners} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ of: key, owners }: { of: ApiKey; owners: boolean }) {
  const entities = useEntities();
  const words = summary(key.scopes, (name) => entities.find((entity) => entity.name === name)?.label);
  return (
    <TableRow>
      <Cell className="max-w-40 py-1.5 sm:max-w-72">
        <span className="block truncate font-medium">{key.name}</span>
        <code className="block truncate text-xs text-ink-2">{key.prefix}_…</code>
      </Cell>
      {owners && (
        <Cell className="max-w-40">
          <span className="flex items-center gap-2">
            <Avatar name={key.user_name ?? "?"} size={20} />
            <span className="truncate">{key.user_name ?? "Somebody who left"}</span>
          </span>
        </Cell>
      )}
      <Cell className={`${wide} max-w-64 truncate`} title={key.scopes.join(", ")}>
        {words}
      </Cell>
      <Cell>
        <Pill status={key.status} label={states[key.status]} tone={tones[key.status]} />
      </Cell>
      <Cell align="end" className={wide}>
        {key.last_used_at ? <RelativeTime value={key.last_used_at} /> : <span className="text-ink-2">Never</span>}
      </Cell>
      <Cell align="end" className={wide}>
        {key.expires_at ? <RelativeTime value={key.expires_at} /> : <span className="text-ink-2">Never</span>}
      </Cell>
      <Cell align="end" className="w-10">
        <KeyActions of={key} />
      </Cell>
    </TableRow>
  );
}
