/** Choices of a filter. */
import type { Choice } from "@/kit/ui/select";
import { humanize } from "./format";

/** The choices, with the chosen one even when it is none of them (something that is gone). */
export function withChosen(choices: Choice[], value: string | undefined): Choice[] {
  return value === undefined || choices.some((choice) => choice.value === value) ? choices : [...choices, { value, label: humanize(value) }];
}
