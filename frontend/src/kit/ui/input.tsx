import type { ComponentProps } from "react";
import { cn } from "@/kit/lib/cn";

/** One line of text. Sizes with its container; put it in a FormField for label, help and error. */
export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={cn("control h-8 px-2.5 pointer-coarse:h-10 pointer-coarse:text-lg", className)} {...props} />;
}

/** Several lines of text; grows with what is typed. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<"textarea">) {
  return <textarea rows={rows} className={cn("control field-sizing-content min-h-16 px-2.5 py-1.5", className)} {...props} />;
}
