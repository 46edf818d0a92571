import type { LayoutProps } from "../list/ListLayout";
export default function BoardLayout(_: LayoutProps) { return null; }
