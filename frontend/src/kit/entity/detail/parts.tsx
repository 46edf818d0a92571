/** What features add to the screen of every record: tabs, and small controls beside its title. */
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { useFeatures } from "@/kit/layout/feature";
import { useSession, can } from "@/kit/session/store";
import { Skeleton } from "@/kit/ui/states";
import type { Tab } from "@/kit/ui/tabs";
import type { EntityMeta } from "../meta";
import type { EntityRecord } from "../record";

/** What every part is given. */
export interface RecordPartProps {
  entity: EntityMeta;
  record: EntityRecord;
}

type Part = () => Promise<{ default: ComponentType<RecordPartProps> }>;

/** A tab: `recordPanels: [{ name: "comments", label: "Comments", order: 10, panel: () => import("./components/Comments") }]`. */
export interface RecordPanel {
  /** Its word in the address, `?tab=comments`. */
  name: string;
  label: string;
  /** People without it do not see the tab. */
  permission?: string;
  /** Smaller comes first; activity stands at 0, related records at 100. */
  order: number;
  /** Its content, in a chunk of its own. */
  panel: Part;
  /** How much is in it, beside the label. */
  badge?: Part;
}

/** A control beside the title (a watch button). */
export interface RecordControl {
  name: string;
  permission?: string;
  order: number;
  control: Part;
}

/** Each part's component, made once: a lazy component made while drawing would begin anew each time. */
const made = new Map<Part, ComponentType<RecordPartProps>>();

function componentOf(part: Part): ComponentType<RecordPartProps> {
  const found = made.get(part) ?? lazy(part);
  made.set(part, found);
  return found;
}

/** The tabs of features, each with its place among those that every record has. */
export function useRecordTabs({ entity, record }: RecordPartProps): (Tab & { order: number })[] {
  const panels = useFeatures((state) => state.features).flatMap((feature) => feature.recordPanels ?? []);
  const me = useSession((state) => state.me);
  return panels
    .filter((panel) => !panel.permission || can(me, panel.permission))
    .map((panel) => {
      const [Panel, Badge] = [componentOf(panel.panel), panel.badge && componentOf(panel.badge)];
      const label = Badge ? <>{panel.label} <Waiting><Badge entity={entity} record={record} /></Waiting></> : panel.label;
      return { value: panel.name, label, order: panel.order, content: <Waiting shape={<Skeleton className="h-24" />}><Panel entity={entity} record={record} /></Waiting> };
    });
}

/** The controls of features, in their order. */
export function RecordControls({ entity, record }: RecordPartProps) {
  const controls = useFeatures((state) => state.features).flatMap((feature) => feature.recordControls ?? []);
  const me = useSession((state) => state.me);
  return controls
    .filter((control) => !control.permission || can(me, control.permission))
    .toSorted((a, b) => a.order - b.order)
    .map((control) => {
      const Control = componentOf(control.control);
      return <Waiting key={control.name}><Control entity={entity} record={record} /></Waiting>;
    });
}

function Waiting({ shape = null, children }: { shape?: ReactNode; children: ReactNode }) {
  return <Suspense fallback={shape}>{children}</Suspense>;
}
