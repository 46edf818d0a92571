import { Check } from "lucide-react";
import { useScreenTitle } from "@/kit/layout/breadcrumb";
import { cn } from "@/kit/lib/cn";
import { FormProblem } from "@/kit/ui/form-field";
import { Page } from "@/kit/ui/page";
import { EntityGate } from "../EntityGate";
import { type EntityMeta, useEntities } from "../meta";
import { CheckStep } from "./CheckStep";
import { FileStep } from "./FileStep";
import { MatchStep } from "./MatchStep";
import { ResultStep } from "./ResultStep";
import { type Step, useImport } from "./useImport";

/** Records from a CSV file, in four steps; nothing is written before the last. */
export default function ImportPage() {
  return <EntityGate need="write">{(entity) => <ImportScreen key={entity.name} entity={entity} />}</EntityGate>;
}

const steps: { step: Step; label: string }[] = [
  { step: "file", label: "Choose a file" },
  { step: "match", label: "Match the columns" },
  { step: "check", label: "Check" },
  { step: "import", label: "Import" },
];

function ImportScreen({ entity }: { entity: EntityMeta }) {
  const wizard = useImport(entity, useEntities());
  const title = `Import ${entity.label.toLowerCase()}`;
  useScreenTitle(title);
  return (
    <Page title={title} className="mx-auto w-full max-w-[1040px]">
      <Steps now={wizard.step} />
      <FormProblem>{wizard.problem}</FormProblem>
      {wizard.step === "file" && <FileStep entity={entity} wizard={wizard} />}
      {wizard.step === "match" && <MatchStep entity={entity} wizard={wizard} />}
      {wizard.step === "check" && <CheckStep entity={entity} wizard={wizard} />}
      {wizard.step === "import" && <ResultStep entity={entity} wizard={wizard} />}
    </Page>
  );
}

function Steps({ now }: { now: Step }) {
  const at = steps.findIndex(({ step }) => step === now);
  return (
    <ol aria-label="Steps" className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
      {steps.map(({ step, label }, index) => (
        <li key={step} aria-current={index === at ? "step" : undefined} className={cn("flex items-center gap-2", index === at ? "font-medium" : "text-ink-2", index !== at && "max-sm:hidden")}>
          <span aria-hidden className={cn("grid size-5 place-items-center rounded-full border text-xs tabular-nums", index === at ? "border-accent bg-accent text-accent-ink" : "border-control")}>
            {index < at ? <Check className="size-3" /> : index + 1}
          </span>
          {label}
          {index < at && <span className="sr-only">, done</span>}
        </li>
      ))}
    </ol>
  );
}
