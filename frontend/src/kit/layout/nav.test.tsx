/** The navigation is built from the features, the entities and the permissions. */
import { QueryClientProvider } from "@tanstack/react-query";
import { renderHook, waitFor } from "@testing-library/react";
import { House, Users } from "lucide-react";
import { http, HttpResponse } from "msw";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { makeQueryClient } from "@/kit/api/query";
import { useSession } from "@/kit/session/store";
import { testServer } from "@/kit/testing/server";
import { useFeatures } from "./feature";
import { useNav } from "./nav";

const server = testServer();
const entity = (name: string, read: boolean) => ({ name, label: name, icon: "box", permissions: { read, write: false, delete: false }, fields: [] });

test("entities without an own item are drawn, items without the permission are left out, order decides", async () => {
  server.use(http.get("*/api/v1/meta/entities", () => HttpResponse.json({ entities: [entity("invoices", true), entity("customers", true), entity("secrets", false)] })));
  useSession.setState({
    status: "signed-in",
    me: { id: "u", email: "", name: "", organization: { id: "o", name: "", slug: "" }, organizations: [], role: "user", permissions: ["customers:read"], locale: null, time_zone: null },
  });
  useFeatures.setState({
    features: [
      {
        name: "test",
        nav: [
          { group: "Work", label: "Our customers", icon: Users, to: "/customers", permission: "customers:read", order: 20 },
          { group: "Admin", label: "People", icon: Users, to: "/users", permission: "users:read", order: 10 },
          { group: "Work", label: "Start", icon: House, to: "/", order: 0 },
        ],
      },
    ],
  });
  const client = makeQueryClient();
  const { result } = renderHook(useNav, { wrapper: ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider> });
  await waitFor(() => expect(result.current.map((item) => item.to)).toEqual(["/", "/customers", "/invoices"]));
  expect(result.current[1]?.label).toBe("Our customers");
});
