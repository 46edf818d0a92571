import type { LayoutProps } from "../list/ListLayout";
export default function ChartLayout(_: LayoutProps) { return null; }
