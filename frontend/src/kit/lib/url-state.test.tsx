import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, RouterProvider } from "react-router";
import { expect, test } from "vitest";
import { applySearch, useUrlState } from "./url-state";

test("a change sets, removes and repeats, and leaves the rest", () => {
  const before = new URLSearchParams("q=ana&status=open&status=done&page=2");
  expect(applySearch(before, { status: ["paid"], page: null }).toString()).toBe("q=ana&status=paid");
  expect(applySearch(before, { tag: ["a", "b"] }).getAll("tag")).toEqual(["a", "b"]);
  expect(before.get("page")).toBe("2");
});

function Screen() {
  const [params, change] = useUrlState();
  return (
    <>
      <output>{params.toString()}</output>
      <button type="button" onClick={() => change({ status: "overdue" }, { push: true })}>
        Filter
      </button>
      <button type="button" onClick={() => change({ q: "ana" })}>
        Type
      </button>
    </>
  );
}

test("Back undoes a filter, but not what was typed on the way", async () => {
  const router = createMemoryRouter([{ path: "/", element: <Screen /> }]);
  render(<RouterProvider router={router} />);
  await userEvent.click(screen.getByText("Filter"));
  await userEvent.click(screen.getByText("Type"));
  expect(screen.getByRole("status")).toHaveTextContent("status=overdue&q=ana");
  await act(() => router.navigate(-1));
  expect(screen.getByRole("status")).toHaveTextContent(/^$/);
});
