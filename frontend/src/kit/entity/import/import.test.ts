import { describe, expect, it } from "vitest";
import { customers, invoices } from "@/kit/testing/entities";
import { decode, parseCsv, writeCsv } from "./csv";
import { guessMapping } from "./guess";
import { namedProblem, plainProblem } from "./problems";
import { missingTargets, targetsOf } from "./targets";

describe("reading a CSV file", () => {
  it("keeps quoted separators, line ends and quotes", () => {
    expect(parseCsv('name;note\r\n"Ernst; Handel";"He said ""yes""\nand left"\r\n\r\nSuprêmes;\r\n')).toEqual({
      columns: ["name", "note"],
      rows: [["Ernst; Handel", 'He said "yes"\nand left'], ["Suprêmes", ""]],
    });
  });
  it("fills short rows and drops what goes over", () => {
    expect(parseCsv("a,b\n1\n1,2,3")?.rows).toEqual([["1", ""], ["1", "2"]]);
  });
  it("refuses a file without column names", () => {
    expect(parseCsv("")).toBeNull();
    expect(parseCsv(",,\n1,2,3")).toBeNull();
  });
  it("reads what Excel writes on an old Windows", () => {
    expect(decode(new Uint8Array([0x4d, 0xe9, 0x78]).buffer)).toBe("Méx");
    expect(decode(new Uint8Array([0xef, 0xbb, 0xbf, 0xc3, 0xa9]).buffer)).toBe("é");
  });
  it("writes what it reads", async () => {
    const csv = { columns: ["a", "b"], rows: [['x, "y"', "é"]] };
    expect(parseCsv(await writeCsv(csv).text())).toEqual(csv);
  });
});

describe("guessing the mapping", () => {
  const guess = (entity: typeof invoices, columns: string) => guessMapping(entity, targetsOf(entity, [customers, invoices]), columns.split(","));

  it("knows a customer file from another system", () => {
    expect(guess(customers, "customer_id,company_name,contact_name,contact_title,address,city,region,postal_code,country,phone,fax")).toEqual({
      customer_id: "code", company_name: "name", contact_name: "", contact_title: "", address: "address", city: "city", region: "region",
      postal_code: "postal_code", country: "country", phone: "phone", fax: "",
    });
  });
  it("knows orders as invoices", () => {
    expect(guess(invoices, "order_id,customer_id,order_date,required_date,shipped_date,total")).toEqual({
      order_id: "number", customer_id: "customer.code", order_date: "issued_on", required_date: "due_on", shipped_date: "", total: "total.amount",
    });
  });
  it("takes labels, camel case and everyday words", () => {
    expect(guess(invoices, "Invoice No,CustomerCode,Issued on,Deadline,Total amount,Currency,Status")).toEqual({
      "Invoice No": "number", CustomerCode: "customer.code", "Issued on": "issued_on", Deadline: "due_on", "Total amount": "total.amount", Currency: "total.currency", Status: "status",
    });
  });
  it("gives no field twice", () => {
    const mapping = guess(customers, "name,Name,company");
    expect(Object.values(mapping).filter(Boolean)).toEqual(["name"]);
  });
});

describe("what is missing", () => {
  const targets = targetsOf(invoices, [customers, invoices]);
  const missing = (...filled: string[]) => missingTargets(targets, new Set(filled)).map((target) => target.path);

  it("names each required field once, money by both parts", () => {
    expect(missing()).toEqual(["number", "customer.code", "issued_on", "total.amount", "total.currency"]);
  });
  it("takes any way to name a relation", () => {
    expect(missing("number", "customer", "issued_on", "total.amount")).toEqual(["total.currency"]);
  });
});

describe("problems of cells", () => {
  const problem = { row: 1, field: "due_on", msg: "expects a date like 2026-01-31" };

  it("are a sentence beside the cell", () => expect(plainProblem(problem)).toBe("Expects a date like 2026-01-31"));
  it("name the field elsewhere", () => expect(namedProblem(invoices, problem)).toBe("Due on: expects a date like 2026-01-31"));
  it("of the whole row name none", () => expect(namedProblem(invoices, { ...problem, field: "" })).toBe("Expects a date like 2026-01-31"));
});
