import { Suspense } from "react";
import { formatDateTime } from "@/kit/lib/format";
import type { DisplayProps } from "../overrides";
import FileView from "./FileView";
import JsonView from "./JsonView";
import { LongText } from "./LongText";
import RefsView from "./RefsView";

const link = "rounded-sm break-all text-accent-text underline-offset-4 hover:underline";

/** Kinds that say more where there is room: on a record's own screen. */
export default function Whole({ field, value, record }: DisplayProps) {
  const text = String(value);
  switch (field.kind) {
    case "email":
      return <a className={link} href={`mailto:${text}`}>{text}</a>;
    case "phone":
      return <a className={link} href={`tel:${text.replaceAll(/[^+\d]/g, "")}`}>{text}</a>;
    case "url":
      return /^https?:\/\//.test(text) ? <a className={link} href={text} target="_blank" rel="noopener noreferrer nofollow">{text}</a> : text;
    case "datetime":
      return <time dateTime={text} className="tabular-nums">{formatDateTime(text)}</time>;
    case "json":
      return <JsonView value={value} />;
    case "file":
    case "image":
      return <FileView field={field} value={value} record={record} />;
    case "refs":
      return <RefsView field={field} value={value} />;
    default:
      return <Suspense fallback={<span className="whitespace-pre-line">{text}</span>}><LongText text={text} /></Suspense>;
  }
}
