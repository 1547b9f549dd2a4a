import { isObject, numeric } from "@lintel/core/json";
import { type Model, model, type Problem, type Reader } from "../lax/index.ts";

/** One of a few texts. */
export function literal(...texts: readonly string[]): Reader {
  return (value, at, notes) => {
    if (typeof value === "string" && texts.includes(value)) return value;
    const listed = texts.map((text) => `'${text}'`);
    const last = listed.at(-1) ?? "";
    const expected = listed.length > 1 ? `${listed.slice(0, -1).join(", ")} or ${last}` : last;
    notes.problem({ at, type: "literal_error", message: `Input should be ${expected}`, input: value });
    return null;
  };
}

/** A boolean, and what pydantic takes for one. */
export const bool: Reader = (value, at, notes) => {
  if (typeof value === "boolean") return value;
  const number = numeric(value);
  if (number === 0 || number === 1) return number === 1;
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (["1", "on", "t", "true", "y", "yes"].includes(text)) return true;
  if (["0", "off", "f", "false", "n", "no"].includes(text)) return false;
  notes.problem({ at, type: "bool_parsing", message: "Input should be a valid boolean", input: value });
  return null;
};

/** A member of a union, by whose name pydantic tells its problems. */
export function named(name: string, reader: Reader): Reader {
  return (value, at, notes) =>
    reader(value, at, {
      ...notes,
      problem: (problem) => notes.problem({ ...problem, at: [...at, name, ...problem.at.slice(at.length)] }),
    });
}

/** What the first reader takes that has no problem with it. */
export function either(readers: readonly Reader[]): Reader {
  return (value, at, notes) => {
    const all: Problem[] = [];
    for (const reader of readers) {
      const problems: Problem[] = [];
      const read = reader(value, at, { ...notes, problem: (problem) => problems.push(problem) });
      if (problems.length === 0) return read;
      all.push(...problems);
    }
    all.forEach(notes.problem);
    return null;
  };
}

/** An object of any keys, and values the reader takes. */
export function mapOf(reader: Reader): Reader {
  return (value, at, notes) => {
    if (isObject(value)) {
      const read = Object.entries(value).map(([key, held]) => [key, reader(held, [...at, key], notes)] as const);
      return Object.fromEntries(read);
    }
    notes.problem({ at, type: "dict_type", message: "Input should be a valid dictionary", input: value });
    return null;
  };
}

/** A model as LiteLLM prints it: its fields in order, then the rest, nulls left out. */
export function printed(shape: Model): Reader {
  return model({ ...shape, isSparse: true });
}
