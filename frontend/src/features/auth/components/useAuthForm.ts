/** The small form state of the pages before sign-in (a full form library would double their weight). */
import { type FormEvent, type RefObject, useRef, useState } from "react";
import { ApiError, messageOf } from "@/kit/api/errors";

export type Rules<V> = Partial<Record<keyof V & string, (value: string, values: V) => string | null>>;

export interface AuthForm<V> {
  values: V;
  errors: Partial<Record<keyof V & string, string>>;
  /** What is wrong as a whole, for the summary above the form. */
  problem: string | null;
  busy: boolean;
  /** Put on the form element; focus goes to its first invalid field. */
  form: { ref: RefObject<HTMLFormElement | null>; onSubmit: (event: FormEvent) => void; noValidate: true };
  /** Put on the input of a field. */
  field: (name: keyof V & string) => { name: string; value: string; onChange: (event: { target: { value: string } }) => void; onBlur: () => void };
}

export function useAuthForm<V extends Record<string, string>>(initial: V, rules: Rules<V>, submit: (values: V) => Promise<void>): AuthForm<V> {
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState<AuthForm<V>["errors"]>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ref = useRef<HTMLFormElement>(null);
  const check = (name: keyof V & string) => rules[name]?.(values[name] ?? "", values) ?? undefined;
  const show = (found: AuthForm<V>["errors"]) => {
    setErrors(found);
    const count = Object.values(found).filter(Boolean).length;
    if (count) setProblem(count === 1 ? "One field needs your attention." : `${count} fields need your attention.`);
    const first = Object.keys(values).find((name) => found[name]);
    if (first) requestAnimationFrame(() => (ref.current?.elements.namedItem(first) as HTMLElement | null)?.focus());
    return count > 0;
  };
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault();
    setProblem(null);
    if (show(Object.fromEntries(Object.keys(values).map((name) => [name, check(name)])) as AuthForm<V>["errors"])) return;
    setBusy(true);
    try {
      await submit(values);
      setValues(initial); // a password is not kept longer than it is needed
    } catch (error) {
      const byField = error instanceof ApiError ? error.fieldErrors() : {};
      const known = Object.fromEntries(Object.entries(byField).filter(([name]) => name in values)) as AuthForm<V>["errors"];
      if (!show(known)) setProblem(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  return {
    values,
    errors,
    problem,
    busy,
    form: { ref, onSubmit: (event) => void onSubmit(event), noValidate: true },
    field: (name) => ({
      name,
      value: values[name] ?? "",
      onChange: (event) => {
        setValues((current) => ({ ...current, [name]: event.target.value }));
        setErrors((current) => ({ ...current, [name]: undefined }));
      },
      onBlur: () => values[name] && setErrors((current) => ({ ...current, [name]: check(name) })),
    }),
  };
}

export const required = (what: string) => (value: string) => (value.trim() ? null : `Enter ${what}.`);
export const email = (value: string) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : "Enter an e-mail address such as name@example.com.");
export const newPassword = (value: string) => (value.length < 8 ? "Use at least 8 characters." : value.length > 128 ? "Use at most 128 characters." : null);
