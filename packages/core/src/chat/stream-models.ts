/** Which model a stream's chunks name: the one of the first chunk, unless a later one names another. */
export interface StreamModels {
  note(model: string | undefined): void;
  /** LiteLLM's choice among those noted: the first that is not this one, else the first. */
  besides(model: string | undefined): string | undefined;
}

/** No model named yet. */
export function streamModels(): StreamModels {
  const seen = new Set<string>();
  let last: string | undefined;
  return {
    note(model) {
      if (model === last) return;
      last = model;
      if (model !== undefined && model !== "") seen.add(model);
    },
    besides(model) {
      const [first, second] = seen;
      return first === model ? (second ?? first) : first;
    },
  };
}
