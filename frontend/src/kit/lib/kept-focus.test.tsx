import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { useKeptFocus } from "./kept-focus";

function Item({ id }: { id: string }) {
  const ref = useKeptFocus<HTMLLIElement>(id);
  return <li ref={ref}><a href={`#${id}`}>{id}</a></li>;
}

function Columns({ left, right }: { left: string[]; right: string[] }) {
  return (
    <>
      <button type="button">Other</button>
      {[left, right].map((ids, column) => <ul key={column}>{ids.map((id) => <Item key={id} id={id} />)}</ul>)}
    </>
  );
}

test("an item has the focus again where it is drawn next, at once or later", () => {
  const { rerender } = render(<Columns left={["a", "b"]} right={[]} />);
  screen.getByText("a").focus();
  rerender(<Columns left={["b"]} right={["a"]} />);
  expect(screen.getByText("a")).toHaveFocus();
  rerender(<Columns left={["b"]} right={[]} />);
  expect(document.body).toHaveFocus();
  rerender(<Columns left={["a", "b"]} right={[]} />);
  expect(screen.getByText("a")).toHaveFocus();
});

test("it takes the focus from nothing else, nor after a press elsewhere", async () => {
  const { rerender } = render(<Columns left={["a"]} right={[]} />);
  screen.getByText("a").focus();
  rerender(<Columns left={[]} right={[]} />);
  screen.getByText("Other").focus();
  screen.getByText("Other").blur();
  rerender(<Columns left={[]} right={["a"]} />);
  expect(document.body).toHaveFocus();
  screen.getByText("a").focus();
  rerender(<Columns left={[]} right={[]} />);
  await userEvent.click(document.body);
  rerender(<Columns left={["a"]} right={[]} />);
  expect(document.body).toHaveFocus();
});
