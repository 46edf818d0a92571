import { Truck } from "lucide-react";
import { lazy } from "react";
import { defineFeature } from "@/kit/layout/feature";
import { TrackingInput, TrackingText } from "./components/Tracking";

export default defineFeature({
  name: "parcels",
  fields: { tracking: { Input: TrackingInput, Display: TrackingText } },
  entities: { parcels: { List: lazy(() => import("./components/ParcelList")) } },
  routes: [{ path: "parcels/pickup", page: () => import("./pages/PickupPage"), title: "Pick up", permission: "customers:read" }],
  nav: [{ group: "Work", label: "Pick up", icon: Truck, to: "/parcels/pickup", permission: "customers:read", order: 110 }],
});
