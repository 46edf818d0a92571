/** The frontend files of docs/start/beyond-the-declaration.md, in the places of the application that take them. */
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { type ReactNode, Suspense, useState } from "react";
import { MemoryRouter, Route, Routes } from "react-router";
import { afterEach, beforeEach, expect, it } from "vitest";
import { queryClient } from "@/kit/api/query";
import { FieldInput } from "@/kit/entity/form/FieldInput";
import ListPage from "@/kit/entity/list/ListPage";
import type { EntityMeta } from "@/kit/entity/meta";
import { Plain } from "@/kit/entity/value/FieldValue";
import { useFeatures } from "@/kit/layout/feature";
import { type Me, useSession } from "@/kit/session/store";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { customers, field } from "./entities";
import parcels from "./parcels";
import { testServer } from "./server";

const server = testServer();
const code = { ...field("code", "text", { entity: "parcels" }), custom: "tracking" };
const parcel: EntityMeta = { ...customers, name: "parcels", label: "Parcels", title_field: "code", status: null, inverses: [], fields: [code, field("city", "text")] };

beforeEach(() => {
  useFeatures.setState({ features: [parcels] });
  useSession.setState({ me: { id: "me", permissions: ["parcels:read"], organization: { id: "o" } } as unknown as Me });
  server.use(
    http.get("/api/v1/meta/entities", () => HttpResponse.json({ entities: [parcel] })),
    http.get("/api/v1/views", () => HttpResponse.json({ items: [], next_cursor: null })),
    http.get("/api/v1/parcels", () => HttpResponse.json({ items: [{ id: "1", version: 1, code: "AB123456789", city: "Graz" }], next_cursor: null })),
    http.get("/api/v1/customers", ({ request }) => HttpResponse.json({ items: [{ id: "c", name: `Jo of ${new URL(request.url).searchParams.get("city")}`, phone: "1" }], next_cursor: null })),
  );
});
afterEach(() => {
  queryClient.clear();
  useFeatures.setState({ features: [] });
  useSession.setState({ me: null });
});

function at(address: string, path: string, page: ReactNode) {
  render(
    <QueryClientProvider client={queryClient}>
      <TooltipProvider>
        <MemoryRouter initialEntries={[address]}>
          <Suspense>
            <Routes><Route path={path} element={page} /></Routes>
          </Suspense>
        </MemoryRouter>
      </TooltipProvider>
    </QueryClientProvider>,
  );
}

it("the own list stands where the entity's list would", async () => {
  at("/parcels", "/:entity", <ListPage />);
  expect(await screen.findByRole("link", { name: "Graz: AB123456789" })).toHaveAttribute("href", "/parcels/1");
});

it("the own kind is typed and shown in its own way", async () => {
  function Form() {
    const [value, setValue] = useState("");
    return <FieldInput field={code} wiring={{ "aria-label": "Code" }} value={value} onChange={(next) => setValue(String(next))} />;
  }
  at("/", "/", <><Form /><Plain field={code} value="AB123456789" /></>);
  await userEvent.type(screen.getByLabelText("Code"), "ab1");
  expect(screen.getByLabelText("Code")).toHaveValue("AB1");
  expect(screen.getByText("AB 123 456 789")).toBeVisible();
});

it("the own page is reached by its route", async () => {
  const route = parcels.routes?.find(({ path }) => path === "parcels/pickup");
  const { default: Page } = (await route?.page()) ?? { default: () => null };
  at("/parcels/pickup?city=Graz", "/parcels/pickup", <Page />);
  expect(await screen.findByText("Jo of Graz, 1")).toBeVisible();
});
