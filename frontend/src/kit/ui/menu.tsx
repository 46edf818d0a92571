import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/kit/lib/cn";

export interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
}

/** A list of acts behind a button; arrow keys and first letters work. Not modal: the rest of the page stays readable. */
export function Menu({ trigger, children, align = "end", side, className }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} side={side} sideOffset={4} collisionPadding={8} className={cn("popup min-w-48 p-1", className)}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export interface MenuItemProps extends ComponentProps<typeof Radix.Item> {
  icon?: ReactNode;
  /** The key that does the same. */
  keys?: ReactNode;
  danger?: boolean;
}

export function MenuItem({ icon, keys, danger, className, children, asChild, ...props }: MenuItemProps) {
  const style = cn("popup-item [&_svg]:size-4 [&_svg]:shrink-0", danger ? "text-danger-text" : "[&_svg]:text-ink-2", className);
  if (asChild)
    return (
      <Radix.Item asChild className={style} {...props}>
        {children}
      </Radix.Item>
    );
  return (
    <Radix.Item className={style} {...props}>
      {icon}
      <span className="flex-1 truncate">{children}</span>
      {keys}
    </Radix.Item>
  );
}

export function MenuChoice({ checked, onSelect, children }: { checked: boolean; onSelect: () => void; children: ReactNode }) {
  return (
    <Radix.CheckboxItem checked={checked} onCheckedChange={onSelect} onSelect={(event) => event.preventDefault()} className="popup-item pl-8">
      <Radix.ItemIndicator className="absolute left-2">
        <Check className="size-4" aria-hidden />
      </Radix.ItemIndicator>
      {children}
    </Radix.CheckboxItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 py-1 text-xs font-medium text-ink-2">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}
