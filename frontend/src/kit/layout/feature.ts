/** What a feature adds to the application. App.tsx finds `features/<noun>/index.ts` by its folder. */
import type { LucideIcon } from "lucide-react";
import type { ComponentType } from "react";
import { create } from "zustand";
import type { RecordControl, RecordPanel } from "@/kit/entity/detail/parts";
import type { EntityParts, FieldPart } from "@/kit/entity/overrides";
import { entityRoutes } from "@/kit/entity/routes";
import type { Me } from "@/kit/session/store";

/** Where an item stands; `Own` is the menu of the person himself. */
export type NavGroup = "Work" | "Agents" | "Admin" | "Own";

export interface NavItem {
  group: NavGroup;
  label: string;
  icon: LucideIcon;
  to: string;
  /** Left out for people without it. */
  permission?: string;
  /** A figure beside the label: what waits there. Draws nothing when there is nothing. */
  badge?: () => Promise<{ default: ComponentType }>;
  /** Smaller comes first; entities without an own item stand at 100. */
  order: number;
}

export interface FeatureRoute {
  /** Below the root: `invoices`, `invoices/:id`. */
  path: string;
  /** The page, in a chunk of its own: `() => import("./pages/InvoicePage")`, whose default export it is. */
  page: () => Promise<{ default: ComponentType }>;
  /** The name of the screen in the window title and the breadcrumb. */
  title: string;
  /** People without it get the 403 page. */
  permission?: string;
  /** `bare` pages (sign-in) are open to everyone and stand without the shell. */
  frame?: "shell" | "bare";
}

/** One line of the command palette. */
export interface Command {
  id: string;
  label: string;
  hint?: string;
  icon?: LucideIcon;
  run: (navigate: (to: string) => void) => void;
}

/** Gives lines for the palette. With a text it may ask the server; `signal` is aborted when the text changes. */
export interface CommandProvider {
  /** The heading above its lines. */
  group: string;
  permission?: string;
  find: (text: string, signal: AbortSignal, me: Me) => Command[] | Promise<Command[]>;
}

export interface Feature {
  name: string;
  routes?: FeatureRoute[];
  nav?: NavItem[];
  commands?: CommandProvider[];
  /** Tabs on the screen of every record. */
  recordPanels?: RecordPanel[];
  /** Small controls beside the title of every record. */
  recordControls?: RecordControl[];
  /** Controls and looks of custom kinds of fields (and of widgets), by their names. */
  fields?: Record<string, FieldPart>;
  /** Parts of entities that this feature draws itself, by the entity's name. */
  entities?: Record<string, EntityParts>;
}

/** Types the descriptor; the default export of `features/<noun>/index.ts`. */
export function defineFeature(feature: Feature): Feature {
  return feature;
}

/** The routes of all features, then those that every entity has. */
export function allRoutes(features: Feature[]): FeatureRoute[] {
  return [...features.flatMap((feature) => feature.routes ?? []), ...entityRoutes];
}

/** The features of this build, put here once by App.tsx. */
export const useFeatures = create<{ features: Feature[] }>(() => ({ features: [] }));
