/** Where the lines of the command palette come from: screens, "New …", records of every entity, providers of features. */
import { CircleUser, LogOut, MonitorSmartphone, Moon, Plus, Sun } from "lucide-react";
import type { Page } from "@/kit/api/query";
import { apiRequest } from "@/kit/api/request";
import { type EntityMeta, useEntities } from "@/kit/entity/meta";
import { can, signOut, useMe } from "@/kit/session/store";
import { iconNamed } from "@/kit/ui/icon";
import { type Command, useFeatures } from "./feature";
import { useNav } from "./nav";
import { setTheme } from "./theme";

export interface Group {
  label: string;
  commands: Command[];
}

/** Whether every word of the text begins a word of the label; accents and case do not matter. */
export function matches(label: string, text: string): boolean {
  const plain = (value: string) => value.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const words = plain(label).split(/[^\p{L}\p{N}]+/u);
  return plain(text).split(/\s+/).filter(Boolean).every((part) => words.some((word) => word.startsWith(part)));
}

/** `immediate` answers from what is known here; `remote` asks the server for records and the features for theirs. */
export function usePaletteSources() {
  const nav = useNav();
  const me = useMe();
  const entities = useEntities();
  const features = useFeatures((state) => state.features);
  const screens: Command[] = nav.map((item) => ({ id: item.to, label: item.label, hint: item.group, icon: item.icon, run: (go) => go(item.to) }));
  const actions = [...entities.filter((entity) => entity.permissions.write).map(createCommand), ...personal];
  const providers = features.flatMap((feature) => feature.commands ?? []).filter((provider) => can(me, provider.permission));

  const immediate = (text: string): Group[] => [
    { label: "Go to", commands: screens.filter((command) => matches(command.label, text)) },
    { label: "Actions", commands: actions.filter((command) => matches(command.label, text)) },
  ];
  const remote = async (text: string, signal: AbortSignal): Promise<Group[]> => {
    const records = text.trim().length < 2 ? [] : entities.map((entity) => recordsOf(entity, text, signal));
    const others = providers.map(async (provider) => ({ label: provider.group, commands: await provider.find(text, signal, me) }));
    const answers = await Promise.allSettled([...records, ...others]);
    return answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  };
  return { immediate, remote };
}

const personal: Command[] = [
  { id: "profile", label: "Profile and preferences", icon: CircleUser, run: (go) => go("/profile") },
  { id: "sessions", label: "Sessions and devices", icon: MonitorSmartphone, run: (go) => go("/sessions") },
  { id: "theme-light", label: "Use light theme", icon: Sun, run: () => setTheme("light") },
  { id: "theme-dark", label: "Use dark theme", icon: Moon, run: () => setTheme("dark") },
  { id: "sign-out", label: "Sign out", icon: LogOut, run: () => void signOut().then(() => location.assign("/sign-in")) },
];

function createCommand(entity: EntityMeta): Command {
  return { id: `new-${entity.name}`, label: `New ${entity.label_singular.toLowerCase()}`, icon: Plus, run: (go) => go(`/${entity.name}/new`) };
}

async function recordsOf(entity: EntityMeta, text: string, signal: AbortSignal): Promise<Group> {
  const page = await apiRequest<Page<{ id: string } & Record<string, unknown>>>("GET", `/${entity.name}`, { query: { q: text, limit: 5 }, signal });
  const commands = page.items.map((record): Command => {
    const status = entity.status ? record[entity.status.field] : undefined;
    return {
      id: record.id,
      label: String(record[entity.title_field] ?? record.id),
      hint: typeof status === "string" ? status.replaceAll("_", " ") : undefined,
      icon: iconNamed(entity.icon),
      run: (go) => go(`/${entity.name}/${record.id}`),
    };
  });
  return { label: entity.label, commands };
}
