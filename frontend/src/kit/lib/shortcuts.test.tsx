import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test } from "vitest";
import { isPressed, useShortcut, useShortcuts } from "./shortcuts";

const press = (key: string, init: KeyboardEventInit = {}) => new KeyboardEvent("keydown", { key, ...init });

test.each([
  ["mod+k", press("k", { ctrlKey: true }), true],
  ["mod+k", press("K", { metaKey: true }), true],
  ["mod+k", press("k"), false],
  ["j", press("j"), true],
  ["j", press("j", { ctrlKey: true }), false],
  ["j", press("J", { shiftKey: true }), false],
  ["shift+?", press("?", { shiftKey: true }), true],
  ["shift+?", press("?"), true],
  ["mod+enter", press("Enter", { ctrlKey: true }), true],
  ["escape", press("Escape"), true],
])("%s", (keys, event, expected) => expect(isPressed(keys, event)).toBe(expected));

function Screen() {
  const [count, setCount] = useState(0);
  const [saved, setSaved] = useState(0);
  useShortcut("n", "New", () => setCount(count + 1));
  useShortcut("mod+s", "Save", () => setSaved(saved + 1), { inFields: true });
  return (
    <>
      <output>{`${count} new, ${saved} saved`}</output>
      <input aria-label="Name" />
    </>
  );
}

test("letters are left to whoever types, keys with mod are not; what is on screen is listed", async () => {
  const { unmount } = render(<Screen />);
  await userEvent.keyboard("nn");
  expect(screen.getByRole("status")).toHaveTextContent("2 new, 0 saved");
  await userEvent.type(screen.getByLabelText("Name"), "nn{Control>}s{/Control}");
  expect(screen.getByRole("status")).toHaveTextContent("2 new, 1 saved");
  expect(useShortcuts.getState().shortcuts.map((one) => one.label)).toEqual(["New", "Save"]);
  unmount();
  expect(useShortcuts.getState().shortcuts).toEqual([]);
});
