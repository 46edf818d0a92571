import { Card } from "@/kit/ui/card";

const sets: Record<string, string[]> = {
  Neutral: Array.from({ length: 12 }, (_, step) => `n-${step + 1}`),
  Accent: ["accent", "accent-soft", "accent-text"],
  Meanings: ["success", "success-soft", "warning", "warning-soft", "danger", "danger-soft", "info", "info-soft"],
  Charts: Array.from({ length: 8 }, (_, step) => `chart-${step + 1}`),
};

export function Palette() {
  return (
    <Card title="Colour">
      <div className="flex flex-col gap-3">
        {Object.entries(sets).map(([name, colours]) => (
          <div key={name} className="flex flex-wrap items-center gap-1">
            <span className="w-20 text-sm text-ink-2">{name}</span>
            {colours.map((colour) => (
              <span key={colour} title={colour} className="size-8 rounded-md border border-line" style={{ background: `var(--${colour})` }} />
            ))}
          </div>
        ))}
      </div>
    </Card>
  );
}
