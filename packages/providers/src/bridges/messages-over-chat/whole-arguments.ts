import { parse } from "@lintel/core/json";

/** Whether the text of a call's arguments, as it grows, is one whole object: each character is looked at once. */
export interface WholeArguments {
  push(text: string): void;
  isWhole(): boolean;
}

type Reading = "before" | "within" | "in text" | "escaped" | "behind" | "never";

const OPENS = new Set(["{", "["]);
const CLOSES = new Set(["}", "]"]);

export function wholeArguments(said: () => string): WholeArguments {
  let reading: Reading = "before";
  let depth = 0;
  let isParsed: boolean | undefined;

  function within(character: string): Reading {
    if (character === '"') return "in text";
    if (OPENS.has(character)) depth += 1;
    else if (CLOSES.has(character)) depth -= 1;
    return depth === 0 ? "behind" : "within";
  }

  function next(character: string): Reading {
    switch (reading) {
      case "in text":
        if (character === "\\") return "escaped";
        return character === '"' ? "within" : reading;
      case "escaped":
        return "in text";
      case "within":
        return within(character);
      case "before":
      case "behind":
        if (character.trim() === "") return reading;
        return reading === "before" && character === "{" ? within(character) : "never";
      case "never":
        return reading;
    }
  }

  return {
    push(text) {
      for (let at = 0; at < text.length && reading !== "never"; at++) reading = next(text.charAt(at));
    },
    isWhole() {
      if (reading !== "behind") return false;
      isParsed ??= parse(said()).ok;
      return isParsed;
    },
  };
}
