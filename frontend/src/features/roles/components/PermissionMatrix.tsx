import { Check, CircleCheck, CircleDashed, CircleSlash, Minus } from "lucide-react";
import { Fragment } from "react";
import { cn } from "@/kit/lib/cn";
import { humanize } from "@/kit/lib/format";
import { Button } from "@/kit/ui/button";
import { Cell, HeadCell, Table, TableHead, TableRow } from "@/kit/ui/table";
import { Tooltip } from "@/kit/ui/tooltip";
import { type Matrix, type MatrixRow, rowState, toggled, withRow } from "../matrix";

export interface PermissionMatrixProps {
  matrix: Matrix;
  granted: ReadonlySet<string>;
  saved: ReadonlySet<string>;
  /** What the person has himself: nobody gives more. */
  limit: ReadonlySet<string>;
  /** Not given for a role that cannot be changed. */
  onChange?: (granted: Set<string>) => void;
}

/** Areas by actions. Each cell says in words what it is; each row says how much of it is allowed. */
export function PermissionMatrix(props: PermissionMatrixProps) {
  const { matrix, onChange } = props;
  return (
    <Table label="Permissions">
      <TableHead>
        <TableRow>
          <HeadCell pinned>Area</HeadCell>
          {matrix.actions.map((action) => (
            <HeadCell key={action}>{humanize(action)}</HeadCell>
          ))}
          <HeadCell>Altogether</HeadCell>
          {onChange && (
            <HeadCell>
              <span className="sr-only">Whole row</span>
            </HeadCell>
          )}
        </TableRow>
      </TableHead>
      <tbody>
        {matrix.groups.map((group) => (
          <Fragment key={group.title}>
            <tr>
              <th scope="colgroup" colSpan={matrix.actions.length + (onChange ? 3 : 2)} className="h-8 border-b border-line bg-n-2 px-3 text-left text-xs font-medium text-ink-2">
                {group.title}
              </th>
            </tr>
            {group.rows.map((row) => (
              <Row key={row.area} row={row} {...props} />
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

const states = {
  all: { icon: CircleCheck, label: "All", style: "text-success-text" },
  some: { icon: CircleDashed, label: "Some", style: "text-warning-text" },
  none: { icon: CircleSlash, label: "None", style: "text-ink-2" },
};

function Row({ row, matrix, granted, saved, limit, onChange }: PermissionMatrixProps & { row: MatrixRow }) {
  const state = states[rowState(row, granted)];
  return (
    <TableRow>
      <Cell pinned className="font-medium">
        {row.label}
      </Cell>
      {matrix.actions.map((action) => (
        <Cell key={action} className="py-0">
          {row.cells[action] ? (
            <Grant
              label={`${row.label}: ${action}`}
              hint={row.cells[action].label}
              on={granted.has(row.cells[action].name)}
              changed={granted.has(row.cells[action].name) !== saved.has(row.cells[action].name)}
              onPress={onChange && limit.has(row.cells[action].name) ? () => onChange(toggled(row, action, granted)) : undefined}
            />
          ) : (
            <span className="sr-only">does not exist</span>
          )}
        </Cell>
      ))}
      <Cell>
        <span className={cn("inline-flex items-center gap-1 text-xs font-medium", state.style)}>
          <state.icon className="size-3.5" aria-hidden />
          {state.label}
        </span>
      </Cell>
      {onChange && (
        <Cell className="py-0 text-right whitespace-nowrap">
          <Button variant="ghost" size="sm" aria-label={`Allow everything of ${row.label}`} onClick={() => onChange(withRow(row, true, granted, limit))}>
            All
          </Button>
          <Button variant="ghost" size="sm" aria-label={`Allow nothing of ${row.label}`} onClick={() => onChange(withRow(row, false, granted, limit))}>
            None
          </Button>
        </Cell>
      )}
    </TableRow>
  );
}

function Grant({ label, hint, on, changed, onPress }: { label: string; hint: string; on: boolean; changed: boolean; onPress?: () => void }) {
  const Icon = on ? Check : Minus;
  const look = cn(
    "inline-flex h-6 min-w-20 items-center gap-1 rounded-full border px-2 text-xs font-medium pointer-coarse:h-9",
    on ? "border-transparent bg-accent-soft text-accent-text" : "border-line text-ink-2",
    changed && "border-dashed border-accent",
  );
  const content = (
    <>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {on ? "Allowed" : "No"}
    </>
  );
  if (!onPress) return <span className={look}>{content}</span>;
  return (
    <Tooltip content={hint}>
      <button type="button" role="checkbox" aria-checked={on} aria-label={changed ? `${label}, not saved` : label} onClick={onPress} className={cn(look, "hover:border-control")}>
        {content}
      </button>
    </Tooltip>
  );
}
