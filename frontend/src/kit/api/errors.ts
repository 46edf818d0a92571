/** The one error path: whatever goes wrong with a request arrives as an ApiError. */

import { humanize } from "@/kit/lib/format";

/** RFC 9457 problem details, with the members the API adds. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  instance?: string;
  request_id?: string;
  errors?: FieldProblem[];
}

/** One invalid value of a 422: where it is, and what is wrong with it. */
export interface FieldProblem {
  loc: (string | number)[];
  msg: string;
  type: string;
}

/** A request that failed. `status` is 0 when no answer came (offline, server down). */
export class ApiError extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly requestId: string | undefined;
  /** Seconds to wait, from `Retry-After`. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.detail ?? problem.title ?? `Request failed (${status})`);
    this.name = "ApiError";
    this.status = status;
    this.title = problem.title ?? "Request failed";
    this.detail = problem.detail ?? "";
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
    this.retryAfter = retryAfter;
  }

  /** Messages by field name, for a form. The field is the last name of `loc` after `body`, joined by dots. */
  fieldErrors(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { loc, msg } of this.errors) {
      const path = loc[0] === "body" || loc[0] === "query" ? loc.slice(1) : loc;
      found[path.join(".")] ??= sentence(msg);
    }
    return found;
  }
}

/** The error of an answer that is not a success, whatever its body is. */
export function errorOf(response: Response, body: unknown): ApiError {
  const problem: Problem = typeof body === "object" && body !== null ? body : { detail: "" };
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const request_id = problem.request_id ?? response.headers.get("X-Request-ID") ?? undefined;
  return new ApiError(response.status, { ...problem, request_id }, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

/** A sentence for a person, saying what to do where that is known. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) return error instanceof Error && error.message ? error.message : "Something unexpected happened.";
  if (error.status === 0) return "The server cannot be reached. Check your connection and try again.";
  if (error.status === 403) return error.detail || "Your role does not allow this.";
  if (error.status === 412) return "Somebody else has changed this record. Reload it and try again.";
  if (error.status === 429) return `Too many requests. Try again ${error.retryAfter ? `in ${error.retryAfter} seconds` : "in a moment"}.`;
  if (error.status === 422 && error.errors.length > 0) return error.errors.map(({ loc, msg }) => `${humanize(named(loc))}: ${msg}`).join("; ");
  if (error.status >= 500) return error.detail || "The server could not do this. Try again in a moment.";
  return error.detail || error.title;
}

/** The field that a place names; a place in a list is a number, which tells nobody anything. */
const named = (loc: readonly (string | number)[]) => String(loc.findLast((part) => typeof part === "string") ?? "");

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
