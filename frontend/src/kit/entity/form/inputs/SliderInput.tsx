import { Slider } from "radix-ui";
import { cn } from "@/kit/lib/cn";
import { Input } from "@/kit/ui/input";
import { parseAmount } from "../amount";
import type { FieldInputProps } from "../FieldInput";

/** A figure between two ends: drawn, or typed beside it. */
export default function SliderInput({ field, wiring, value, onChange, autoFocus }: FieldInputProps) {
  const text = typeof value === "string" ? value : "";
  const [min, max] = [Number(field.min), Number(field.max)];
  const now = Math.min(max, Math.max(min, Number(parseAmount(text) ?? min)));
  const places = field.kind === "integer" ? 0 : (field.places ?? (max - min > 20 ? 0 : 1));
  const unit = field.kind === "percent" ? "%" : field.unit;
  return (
    <div className="flex items-center gap-3">
      <Slider.Root className="relative flex h-8 min-w-0 flex-1 touch-none items-center" min={min} max={max} step={10 ** -places} value={[now]} onValueChange={([next = min]) => onChange(next.toFixed(places))}>
        <Slider.Track className="relative h-1.5 flex-1 rounded-full bg-n-6">
          <Slider.Range className="absolute h-full rounded-full bg-accent" />
        </Slider.Track>
        <Slider.Thumb aria-label={field.label} aria-valuetext={`${now.toFixed(places)}${unit ? ` ${unit}` : ""}`} className={cn("block size-4 rounded-full border-2 bg-surface pointer-coarse:size-6", text.trim() ? "border-accent" : "border-control")} />
      </Slider.Root>
      <Input {...wiring} inputMode="decimal" autoComplete="off" autoFocus={autoFocus} className="w-20 shrink-0 text-right tabular-nums" value={text} onChange={(event) => onChange(event.target.value)} />
      {unit && <span className="-ml-1 text-sm text-ink-2">{unit}</span>}
    </div>
  );
}
