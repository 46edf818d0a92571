import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import { cn } from "@/kit/lib/cn";

export interface Choice {
  value: string;
  label: string;
}

export interface SelectProps {
  value: string | null;
  onChange: (value: string) => void;
  choices: Choice[];
  placeholder?: string;
  disabled?: boolean;
  className?: string;
  id?: string;
  name?: string;
  "aria-label"?: string;
  "aria-invalid"?: boolean;
  "aria-describedby"?: string;
  "aria-required"?: boolean;
}

/** One of a few known choices (up to about 15; Combobox for more). */
export function Select({ value, onChange, choices, placeholder = "Choose…", disabled, className, name, ...aria }: SelectProps) {
  return (
    <Radix.Root value={value ?? ""} onValueChange={onChange} disabled={disabled} name={name}>
      <Radix.Trigger
        {...aria}
        className={cn("control flex h-8 items-center justify-between gap-2 px-2.5 text-left data-placeholder:text-ink-3 pointer-coarse:h-10", className)}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown className="size-4 text-ink-2" aria-hidden />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content position="popper" sideOffset={4} className="popup max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width)">
          <Radix.Viewport className="p-1">
            {choices.map((choice) => (
              <Radix.Item key={choice.value} value={choice.value} className="popup-item pr-8">
                <Radix.ItemText>{choice.label}</Radix.ItemText>
                <Radix.ItemIndicator className="absolute right-2">
                  <Check className="size-4" aria-hidden />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
