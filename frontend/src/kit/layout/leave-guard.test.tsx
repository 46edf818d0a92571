/** A screen with unsaved changes holds a navigation back until the person has decided. */
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useLayoutEffect, useState } from "react";
import { Link, Route, Router, Routes } from "react-router";
import { beforeEach, expect, test } from "vitest";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { appHistory } from "./history";
import { useLeaveGuard } from "./leave-guard";

function Form() {
  const [text, setText] = useState("");
  const { guard, release } = useLeaveGuard(text !== "");
  return (
    <>
      <input aria-label="Name" value={text} onChange={(event) => setText(event.target.value)} />
      <Link to="/list">To the list</Link>
      <Link to="/form?tab=2">Another tab</Link>
      <button type="button" onClick={release}>
        Save
      </button>
      {guard}
    </>
  );
}

function App() {
  const [moment, setMoment] = useState(() => appHistory.now());
  useLayoutEffect(() => appHistory.listen(setMoment), []);
  return (
    <Router location={moment.location} navigationType={moment.action} navigator={appHistory}>
      <TooltipProvider>
        <Routes>
          <Route path="/form" element={<Form />} />
          <Route path="/list" element={<h1>The list</h1>} />
        </Routes>
      </TooltipProvider>
    </Router>
  );
}

beforeEach(() => appHistory.push("/form"));

test("nothing typed, nothing asked", async () => {
  render(<App />);
  await userEvent.click(screen.getByText("To the list"));
  expect(screen.getByText("The list")).toBeVisible();
});

test("leaving with something typed asks; staying keeps it, discarding leaves", async () => {
  render(<App />);
  await userEvent.type(screen.getByLabelText("Name"), "Ana");
  await userEvent.click(screen.getByText("To the list"));
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  expect(screen.getByLabelText("Name")).toHaveValue("Ana");
  await userEvent.click(screen.getByText("To the list"));
  await userEvent.click(screen.getByRole("button", { name: "Discard changes" }));
  expect(screen.getByText("The list")).toBeVisible();
});

test("a change of the same screen's address, and leaving after a save, ask nothing", async () => {
  render(<App />);
  await userEvent.type(screen.getByLabelText("Name"), "Ana");
  await userEvent.click(screen.getByText("Another tab"));
  expect(screen.getByLabelText("Name")).toHaveValue("Ana");
  await userEvent.click(screen.getByText("Save"));
  await userEvent.click(screen.getByText("To the list"));
  expect(screen.getByText("The list")).toBeVisible();
});
