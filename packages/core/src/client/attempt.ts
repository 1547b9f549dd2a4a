/** A value, or the words of what Python raises on the way to it. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly text: string };

export function got<T>(value: T): Attempt<T> {
  return { ok: true, value };
}

export function raises(text: string): Attempt<never> {
  return { ok: false, text };
}
