import type { ReactNode } from "react";
import { cn } from "@/kit/lib/cn";
import { Button, type ButtonProps } from "./button";
import { Tooltip } from "./tooltip";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "asChild" | "aria-label"> {
  /** The accessible name, shown as the tooltip too. */
  label: string;
  children: ReactNode;
  side?: "top" | "bottom" | "left" | "right";
}

/** A button that is only an icon: always named, always with a tooltip, never smaller than 24 px. */
export function IconButton({ label, size = "md", variant = "ghost", side, className, children, ...props }: IconButtonProps) {
  const square = { sm: "size-7", md: "size-8", lg: "size-10" }[size ?? "md"];
  return (
    <Tooltip content={label} side={side}>
      <Button {...props} aria-label={label} variant={variant} size={size} className={cn(square, "px-0 pointer-coarse:min-w-10", className)}>
        {children}
      </Button>
    </Tooltip>
  );
}
