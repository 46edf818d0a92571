import { Link } from "react-router";
import { useNames } from "../names";
import type { DisplayProps } from "../overrides";

/** All records that a field names, each a link. */
export default function RefsView({ field, value }: DisplayProps) {
  const ids = value as string[];
  const names = useNames(field, ids);
  return (
    <ul className="flex flex-wrap gap-1.5">
      {ids.map((id) => (
        <li key={id} className="max-w-full min-w-0">
          <Link to={`/${field.target}/${id}`} className="inline-block h-6 max-w-full truncate rounded-sm bg-n-4 px-2 text-sm/6 underline-offset-4 hover:text-accent-text hover:underline">
            {names[id] ?? "…"}
          </Link>
        </li>
      ))}
    </ul>
  );
}
