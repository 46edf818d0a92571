import type { LayoutProps } from "../list/ListLayout";
export default function CalendarLayout(_: LayoutProps) { return null; }
