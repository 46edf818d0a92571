import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { type ReactNode, useEffect, useState } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { queryClient } from "@/kit/api/query";
import { useFeatures } from "@/kit/layout/feature";
import { field } from "@/kit/testing/entities";
import { testServer } from "@/kit/testing/server";
import { FormField } from "@/kit/ui/form-field";
import { TooltipProvider } from "@/kit/ui/tooltip";
import type { FieldMeta } from "../meta";
import { FieldInput } from "./FieldInput";
import { emptyInput, readInput, toInput } from "./schema";

const server = testServer();
afterEach(() => {
  queryClient.clear();
  useFeatures.setState({ features: [] });
});

const held: { of?: FieldMeta; input?: unknown } = {};

/** What the API would be sent, or the message in its place. */
const read = () => held.of && Object.values(readInput(held.of, held.input))[0];

/** The control of a field, in a form field. */
function Form({ of, value }: { of: FieldMeta; value?: unknown }) {
  const [input, setInput] = useState(() => (value === undefined ? emptyInput(of) : toInput(of, value)));
  useEffect(() => void Object.assign(held, { of, input }), [of, input]);
  return <FormField label={of.label}>{(wiring) => <FieldInput field={of} wiring={wiring} value={input} onChange={setInput} />}</FormField>;
}

const around = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>
    <TooltipProvider>{children}</TooltipProvider>
  </QueryClientProvider>
);
const show = (of: FieldMeta, value?: unknown) => render(<Form of={of} value={value} />, { wrapper: around });
const optional = { required: false, entity: "specimens" };

describe("controls by kind", () => {
  it("figures say their unit and come out exact", async () => {
    show(field("weight", "decimal", { ...optional, unit: "kg", places: 3 }));
    await userEvent.type(screen.getByLabelText("Weight"), "1,234.500");
    expect(screen.getByLabelText("Weight")).toHaveAccessibleDescription("kg");
    expect(read()).toBe("1234.500");
  });
  it("a share is written with or without its sign", async () => {
    show(field("share", "percent", { ...optional, min: "0", max: "100" }));
    await userEvent.type(screen.getByLabelText("Share"), "12,5 %");
    expect(read()).toBe("12.5");
    await userEvent.clear(screen.getByLabelText("Share"));
    await userEvent.type(screen.getByLabelText("Share"), "101");
    expect(read()).toBe("Must be 100 or less");
  });
  it("yes, no and not set are three things where a value may be missing", async () => {
    show(field("insured", "boolean", optional));
    expect(await screen.findByRole("radio", { name: "Not set" })).toBeChecked();
    await userEvent.click(screen.getByRole("radio", { name: "No" }));
    expect(read()).toBe(false);
    await userEvent.click(screen.getByRole("radio", { name: "Not set" }));
    expect(read()).toBeNull();
  });
  it("a switch where it may not", async () => {
    show(field("fragile", "boolean", { default: true, entity: "specimens" }));
    expect(screen.getByRole("switch", { name: "Fragile" })).toBeChecked();
    await userEvent.click(screen.getByRole("switch"));
    expect(read()).toBe(false);
  });
  it("tags are typed, pasted with commas, taken from others, and taken out", async () => {
    server.use(http.get("/api/v1/specimens/stats", () => HttpResponse.json({ items: [{ group: { labels: "rare" }, count: 3 }, { group: { labels: "red" }, count: 1 }], total_groups: 2 })));
    show(field("labels", "tags", optional), ["old"]);
    const box = await screen.findByRole("combobox", { name: "Labels" });
    await userEvent.type(box, "green{Enter}");
    await userEvent.click(box);
    await userEvent.paste("blue, old,");
    await userEvent.type(box, "ra");
    await userEvent.type(box, "{ArrowDown}{Enter}", { skipClick: true });
    expect(read()).toEqual(["old", "green", "blue", "rare"]);
    await userEvent.click(screen.getByRole("button", { name: "Remove green" }));
    await userEvent.type(box, "{Backspace}");
    expect(read()).toEqual(["old", "blue"]);
  });
  it("JSON says where it stops being JSON, and is set in order", async () => {
    show(field("data", "json", optional));
    const area = await screen.findByLabelText("Data");
    await userEvent.click(area);
    await userEvent.paste('{"a": [1, 2]');
    expect(read()).toMatch(/^This is not JSON/);
    expect(screen.getByRole("button", { name: "Format" })).toBeDisabled();
    await userEvent.paste("}");
    expect(screen.getByText("Valid JSON")).toBeVisible();
    expect(read()).toEqual({ a: [1, 2] });
    await userEvent.click(screen.getByRole("button", { name: "Format" }));
    expect(area).toHaveValue('{\n  "a": [\n    1,\n    2\n  ]\n}');
    await userEvent.clear(area);
    await userEvent.paste("3");
    expect(read()).toBe("Write an object { … } or a list [ … ]");
  });
  it("Markdown is previewed without the HTML in it", async () => {
    show(field("story", "long_text", optional));
    await userEvent.type(await screen.findByLabelText("Story"), "So **bold** <img src=x onerror=alert(1)>");
    await userEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect((await screen.findByText("bold")).tagName).toBe("STRONG");
    expect(document.querySelector("img")).toBeNull();
  });
  it("a file is sent with its progress, named in the form, and taken away again", async () => {
    server.use(http.post("/api/v1/files", () => HttpResponse.json({ id: "f1", name: "a.txt", size: 3, content_type: "text/plain" }, { status: 201 })));
    show(field("paper", "file", optional));
    await screen.findByText("Drop a file here");
    await userEvent.upload(document.querySelector("input[type=file]") as HTMLInputElement, new File(["abc"], "a.txt", { type: "text/plain" }));
    expect(await screen.findByText("a.txt")).toBeVisible();
    expect(read()).toEqual({ id: "f1", name: "a.txt", size: 3, content_type: "text/plain" });
    await userEvent.click(screen.getByRole("button", { name: "Remove paper" }));
    expect(read()).toBeNull();
  });
  it("a file that is refused says why, and the one before stays", async () => {
    server.use(http.post("/api/v1/files", () => HttpResponse.json({ detail: "At most 25 MB." }, { status: 413 })));
    const before = { id: "f0", name: "old.pdf", size: 9, content_type: "application/pdf" };
    show(field("paper", "file", optional), before);
    await screen.findByText("old.pdf");
    await userEvent.upload(document.querySelector("input[type=file]") as HTMLInputElement, new File(["abc"], "a.txt"));
    expect(await screen.findByRole("alert")).toHaveTextContent("At most 25 MB.");
    expect(read()).toEqual(before);
  });
  it("a sensitive line is hidden until it is asked for", async () => {
    show(field("secret", "text", { ...optional, sensitive: true }), "hush");
    expect(screen.getByLabelText("Secret")).toHaveAttribute("type", "password");
    await userEvent.click(screen.getByRole("button", { name: "Show" }));
    expect(screen.getByLabelText("Secret")).toHaveAttribute("type", "text");
  });
});

describe("widgets and features", () => {
  const size = field("size", "enum", { ...optional, choices: [{ value: "s", label: "Small" }, { value: "l", label: "Large" }] });
  it("a declaration asks for another control", async () => {
    show({ ...size, widget: "radio" });
    await userEvent.click(await screen.findByRole("radio", { name: "Large" }));
    expect(read()).toBe("l");
  });
  it("a slider is drawn or typed; one without ends is a figure", async () => {
    const pieces = field("pieces", "integer", { ...optional, min: 1, max: 10, widget: "slider" });
    const { unmount } = show(pieces, 4);
    (await screen.findByRole("slider", { name: "Pieces" })).focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(read()).toBe(5);
    unmount();
    show({ ...pieces, max: null }, 4);
    expect(screen.queryByRole("slider")).toBeNull();
    expect(screen.getByLabelText("Pieces")).toHaveValue("4");
  });
  it("a widget that does not fit the kind is left aside", () => {
    show({ ...field("name", "text", optional), widget: "slider" });
    expect(screen.getByLabelText("Name")).toBeVisible();
  });
  it("a feature's own control wins for its custom kind, its widget, and one field", () => {
    const own = (word: string) => ({ Input: () => <p>{word}</p> });
    useFeatures.setState({ features: [{ name: "bank", fields: { iban: own("of the kind") } }] });
    const { unmount } = show({ ...field("account", "text", optional), custom: "iban" });
    expect(screen.getByText("of the kind")).toBeVisible();
    unmount();
    useFeatures.setState({ features: [{ name: "bank", fields: { iban: own("of the kind") }, entities: { specimens: { fields: { account: own("of the field") } } } }] });
    show({ ...field("account", "text", optional), custom: "iban" });
    expect(screen.getByText("of the field")).toBeVisible();
  });
});
