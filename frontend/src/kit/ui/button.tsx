import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "@/kit/lib/cn";

export const buttonStyle = cva(
  "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:cursor-not-allowed disabled:border-n-6 disabled:bg-n-4 disabled:text-ink-3 aria-disabled:pointer-events-none [&_svg]:size-4 [&_svg]:shrink-0 pointer-coarse:min-h-10",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-ink hover:bg-accent-hover active:bg-accent-hover",
        secondary: "border border-n-7 bg-surface text-ink hover:bg-hover active:bg-active",
        ghost: "text-ink hover:bg-hover active:bg-active data-[state=open]:bg-active disabled:bg-transparent",
        danger: "bg-danger text-accent-ink hover:bg-danger-hover active:bg-danger-hover",
        "danger-ghost": "text-danger-text hover:bg-danger-soft active:bg-danger-soft disabled:bg-transparent",
        link: "h-auto! rounded-sm px-0! text-accent-text underline-offset-4 hover:underline disabled:bg-transparent pointer-coarse:min-h-0",
      },
      size: {
        sm: "h-7 px-2 text-sm",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-base",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof buttonStyle> {
  /** Shows the spinner and refuses further presses; the button keeps its width and its focus. */
  busy?: boolean;
  /** Draws the child (a Link) as a button. */
  asChild?: boolean;
}

/** A button says what it does with a verb. Use one `primary` per view. */
export function Button({ variant, size, busy = false, asChild, className, children, onClick, ...props }: ButtonProps) {
  const style = cn(buttonStyle({ variant, size }), className);
  if (asChild)
    return (
      <Slot.Root className={style} {...props}>
        {children}
      </Slot.Root>
    );
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      {...props}
      className={cn(style, busy && "relative cursor-progress")}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <LoaderCircle className="absolute animate-spin" aria-hidden />}
      {busy ? <span className="inline-flex items-center gap-1.5 opacity-0">{children}</span> : children}
    </button>
  );
}
