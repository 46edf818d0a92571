import { describe, expect, it } from "vitest";
import { customers, invoices } from "@/kit/testing/entities";
import { amongValues, chosenValues, type Condition, conditionsOn, nextSort, readState, searchOf, sortedBy, withFilter } from "./filters";
import { filterFields } from "./fields";
import { periods } from "./periods";
import { sentenceOf } from "./sentence";

const read = (search: string) => readState(invoices, new URLSearchParams(search));
const say = (search: string) =>
  read(search)
    .filters.map((filter) => sentenceOf([customers, invoices], invoices, filter, (_path, id) => ({ c1: "Ernst Handel" })[id]).join(" ").trim())
    .join(" · ");

describe("the address of a list", () => {
  it("survives being read and written", () => {
    const search = "q=ernst&status__in=draft%2Csent&due_on__gte=1998-01-01&due_on__lte=1998-11-30&customer.country=Germany&deleted=true&sort=-total";
    expect(searchOf(read(search))).toBe(search);
  });
  it("leaves out what is not the entity's", () => {
    expect(searchOf(read("utm_source=mail&colour=red&status__like=x&status=paid"))).toBe("status=paid");
  });
  it("changes one filter and keeps the others in place", () => {
    const state = withFilter(read("status=paid&customer=c1"), "status", amongValues(["draft", "sent"]));
    expect(searchOf(state)).toBe("status__in=draft%2Csent&customer=c1");
    expect(searchOf(withFilter(state, "status", []))).toBe("customer=c1");
    expect(chosenValues(conditionsOn(state, "status"))).toEqual(["draft", "sent"]);
  });
  it("takes further orders beside the first, turns them and lets them go", () => {
    expect(nextSort("status", "total", true)).toBe("status,total");
    expect(nextSort("status,total", "total", true)).toBe("status,-total");
    expect(nextSort("status,-total", "total", true)).toBe("status");
    expect(nextSort("status,-total", "status")).toBe("status");
    expect(nextSort("a,b,c,d", "e", true)).toBe("b,c,d,e");
  });
  it("sorts up, down, then as the entity does", () => {
    expect([nextSort("", "total"), nextSort("total", "total"), nextSort("-total", "total")]).toEqual(["total", "-total", ""]);
    const total = invoices.fields.find((field) => field.name === "total");
    if (!total) throw new Error("invoices have a total");
    expect(sortedBy(invoices, "-total", total)).toEqual({ direction: "descending", place: 0 });
    expect(sortedBy(invoices, "", total)).toEqual({ direction: "none", place: 0 });
    expect(sortedBy(invoices, "status,-total", total)).toEqual({ direction: "descending", place: 2 });
  });
});

describe("filters as a sentence", () => {
  it("names values, dates and amounts", () => {
    expect(say("status=overdue&due_on__lt=1998-11-30")).toBe("Status is overdue · Due on before Nov 30, 1998");
    expect(say("total.amount__gte=1000")).toBe("Total amount at least 1,000");
    expect(say("issued_on__gte=1997-01-01&issued_on__lte=1997-03-31")).toBe("Issued on is Jan 1, 1997 – Mar 31, 1997");
  });
  it("joins several values and looks through relations", () => {
    expect(say("status__in=draft,sent")).toBe("Status is draft or sent");
    expect(say("customer=c1")).toBe("Customer is Ernst Handel");
    expect(say("customer.country=Germany")).toBe("Customer country is Germany");
    expect(say("paid_on__gt=@due_on")).toBe("Paid on after due on");
    expect(say("paid_on__null=true")).toBe("Paid on is empty");
  });
  it("says whether others point here", () => {
    const [filter] = readState(customers, new URLSearchParams("invoices__exists=false")).filters;
    if (!filter) throw new Error("the filter was not read");
    expect(sentenceOf([customers, invoices], customers, filter, () => undefined)).toEqual(["", "Has no invoices"]);
  });
});

describe("what can be filtered by", () => {
  it("looks through a relation, to what tells records apart", () => {
    const fields = filterFields([customers, invoices], invoices).map((field) => [field.name, field.label]);
    expect(fields).toContainEqual(["customer.country", "Customer country"]);
    expect(fields).toContainEqual(["updated_at", "Updated"]);
    expect(fields.map(([name]) => name)).not.toContain("customer.code");
  });
});

describe("periods", () => {
  it("stay words, which screens say", () => {
    const conditions = periods.find((one) => one.label === "Last month")?.conditions ?? [];
    const said = (given: Condition[]) => sentenceOf([customers, invoices], invoices, { path: "due_on", conditions: given }, () => undefined);
    expect(said(conditions)).toEqual(["Due on", "is last month"]);
    expect(said([{ op: "lt", value: "today" }])).toEqual(["Due on", "before today"]);
    expect(said([{ op: "gte", value: "today-30d" }])).toEqual(["Due on", "from 30 days ago"]);
    expect(said([{ op: "gte", value: "2026-11-20" }])[1]).toMatch(/2026/);
  });
});
