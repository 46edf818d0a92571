/** Tabs and controls that features add to a record's screen. */
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { type Feature, useFeatures } from "@/kit/layout/feature";
import { type Me, useSession } from "@/kit/session/store";
import { customers } from "@/kit/testing/entities";
import type { EntityRecord } from "../record";
import { RecordControls, type RecordPartProps, useRecordTabs } from "./parts";

const record: EntityRecord = { id: "1", version: 1, created_at: "", updated_at: "", deleted_at: null, name: "Ernst" };
const part = (word: string) => async () => ({ default: ({ entity, record: shown }: RecordPartProps) => <p>{`${word} of ${entity.name} ${String(shown.name)}`}</p> });

const features: Feature[] = [
  { name: "a", recordPanels: [{ name: "notes", label: "Notes", order: 20, panel: part("notes"), badge: part("badge") }], recordControls: [{ name: "late", order: 2, control: part("late") }] },
  { name: "b", recordPanels: [{ name: "secrets", label: "Secrets", order: 5, permission: "secrets:read", panel: part("secrets") }], recordControls: [{ name: "early", order: 1, control: part("early") }] },
];

function Tabs() {
  return useRecordTabs({ entity: customers, record }).map((tab) => (
    <section key={tab.value} aria-label={`${tab.value} ${tab.order}`}>
      <h2>{tab.label}</h2>
      {tab.content}
    </section>
  ));
}

const signedIn = (permissions: string[]) => useSession.setState({ status: "signed-in", me: { id: "u", name: "Ann", permissions } as unknown as Me });

beforeEach(() => {
  useFeatures.setState({ features });
  signedIn([]);
});

test("a feature's tab has its name, its number and its content, loaded when it is shown", async () => {
  render(<Tabs />);
  expect(await screen.findByText("notes of customers Ernst")).toBeInTheDocument();
  expect(screen.getByRole("region", { name: "notes 20" })).toHaveTextContent("Notes badge of customers Ernst");
});

test("a tab that needs a right is there only for those who have it", async () => {
  const { unmount } = render(<Tabs />);
  await screen.findByText("notes of customers Ernst");
  expect(screen.queryByRole("region", { name: "secrets 5" })).toBeNull();
  unmount();
  signedIn(["secrets:read"]);
  render(<Tabs />);
  expect(await screen.findByText("secrets of customers Ernst")).toBeInTheDocument();
});

test("controls stand in their order, whichever feature brings them", async () => {
  render(<RecordControls entity={customers} record={record} />);
  await screen.findByText("late of customers Ernst");
  expect(screen.getAllByText(/of customers/).map((one) => one.textContent)).toEqual(["early of customers Ernst", "late of customers Ernst"]);
});
