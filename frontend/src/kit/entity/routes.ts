/** Screens that every entity gets without a frontend file of its own. */
import type { FeatureRoute } from "@/kit/layout/feature";

export const entityRoutes: FeatureRoute[] = [
  { path: ":entity", page: () => import("./list/ListPage"), title: "Records" },
  { path: ":entity/new", page: () => import("./form/NewPage"), title: "New" },
  { path: ":entity/import", page: () => import("./import/ImportPage"), title: "Import" },
  { path: ":entity/print", page: () => import("./print/PrintListPage"), title: "Print" },
  { path: ":entity/:id", page: () => import("./detail/RecordPage"), title: "Record" },
  { path: ":entity/:id/edit", page: () => import("./form/EditPage"), title: "Edit" },
  { path: ":entity/:id/print", page: () => import("./print/PrintRecordPage"), title: "Print" },
];
