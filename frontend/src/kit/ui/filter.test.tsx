import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { ChoiceFilter } from "./filter";

const choices = [
  { value: "ann", label: "Ann" },
  { value: "bob", label: "Bob" },
];

test("a choice is set, and the first of the list takes it away", async () => {
  const user = userEvent.setup();
  const onChange = vi.fn();
  const { rerender } = render(<ChoiceFilter label="Person" any="Anyone" value={undefined} choices={choices} onChange={onChange} />);
  expect(screen.getByRole("combobox", { name: "Person" })).toHaveTextContent("Anyone");
  await user.click(screen.getByRole("combobox", { name: "Person" }));
  await user.click(screen.getByRole("option", { name: "Bob" }));
  expect(onChange).toHaveBeenLastCalledWith("bob");
  rerender(<ChoiceFilter label="Person" any="Anyone" value="bob" choices={choices} onChange={onChange} />);
  await user.click(screen.getByRole("combobox", { name: "Person" }));
  await user.click(screen.getByRole("option", { name: "Anyone" }));
  expect(onChange).toHaveBeenLastCalledWith(null);
});

test("what was chosen and is no choice any more is still shown", () => {
  render(<ChoiceFilter label="Agent" any="Any agent" value="old_helper" choices={choices} onChange={() => undefined} />);
  expect(screen.getByRole("combobox", { name: "Agent" })).toHaveTextContent("Old helper");
});
