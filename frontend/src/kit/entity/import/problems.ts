/** What is wrong with a cell, in the words of the person who has the file. */
import { type EntityMeta, fieldOf } from "../meta";
import type { RowProblem } from "./operation";

/** The server's words as a sentence of their own, for beside the cell. */
export function plainProblem({ msg }: RowProblem): string {
  return msg.charAt(0).toUpperCase() + msg.slice(1);
}

/** The same with the name of the field, where it does not stand beside its cell. */
export function namedProblem(entity: EntityMeta, problem: RowProblem): string {
  const label = fieldOf(entity, problem.field.split(".")[0] ?? "")?.label;
  return label ? `${label}: ${problem.msg}` : plainProblem(problem);
}
