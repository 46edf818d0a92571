import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/kit/lib/cn";

/** What the control inside a FormField has to carry; spread it on the control. */
export interface FieldWiring {
  id: string;
  "aria-invalid"?: true;
  "aria-describedby"?: string;
  "aria-required"?: true;
}

export interface FormFieldProps {
  label: ReactNode;
  help?: ReactNode;
  error?: string | null;
  required?: boolean;
  /** Something small at the end of the label line, such as a link. */
  aside?: ReactNode;
  className?: string;
  children: (field: FieldWiring) => ReactNode;
}

/** Label above, help under, error under; wires them to the control for a screen reader. */
export function FormField({ label, help, error, required, aside, className, children }: FormFieldProps) {
  const id = useId();
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ");
  return (
    <div className={cn("flex flex-col gap-1", className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label id={`${id}-label`} htmlFor={id} className="text-sm font-medium">
          {label}
          {required && (
            <span className="text-danger-text" aria-hidden>
              {" "}
              *
            </span>
          )}
        </label>
        {aside}
      </div>
      {children({
        id,
        ...(error ? { "aria-invalid": true as const } : {}),
        ...(described ? { "aria-describedby": described } : {}),
        ...(required ? { "aria-required": true as const } : {}),
      })}
      {error && (
        <p id={`${id}-error`} className="flex items-center gap-1 text-sm text-danger-text">
          <CircleAlert className="size-3.5 shrink-0" aria-hidden />
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="text-sm text-ink-2">
          {help}
        </p>
      )}
    </div>
  );
}

/** What is wrong with a form as a whole, above it; read out when it appears. */
export function FormProblem({ children }: { children: ReactNode }) {
  if (!children) return null;
  return (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-danger-soft px-3 py-2 text-sm text-danger-text">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
      <div>{children}</div>
    </div>
  );
}
