import { type Attempt, got, raises } from "../../client/attempt.ts";
import { isArray, isObject, type Json } from "../../json/index.ts";

/** What a tokenizer does to a text before it looks at it. */
export type Normalizer = (text: string) => string;

type Read = (config: Readonly<Record<string, Json>>) => Attempt<Normalizer>;

function form(name: "NFC" | "NFD" | "NFKC" | "NFKD"): Read {
  return () => got((text) => text.normalize(name));
}

const READERS: Readonly<Record<string, Read>> = {
  NFC: form("NFC"),
  NFD: form("NFD"),
  NFKC: form("NFKC"),
  NFKD: form("NFKD"),
  Lowercase: () => got((text) => text.toLowerCase()),
  Prepend: ({ prepend }) => got((text) => (text === "" ? text : `${String(prepend)}${text}`)),
  Replace({ pattern, content }) {
    if (!isObject(pattern) || typeof pattern.String !== "string" || typeof content !== "string")
      return raises("a Replace normalizer needs a text and its replacement");
    const { String: sought } = pattern;
    return got((text) => text.replaceAll(sought, () => content));
  },
  Sequence({ normalizers }) {
    const steps: Normalizer[] = [];
    for (const config of isArray(normalizers) ? normalizers : []) {
      const step = readNormalizer(config);
      if (!step.ok) return step;
      steps.push(step.value);
    }
    return got((text) => steps.reduce((made, step) => step(made), text));
  },
};

/** Reads the `normalizer` of a tokenizer file. */
export function readNormalizer(config: Json | undefined): Attempt<Normalizer> {
  if (config === undefined || config === null) return got((text) => text);
  const type = isObject(config) && typeof config.type === "string" ? config.type : "?";
  const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  return read === undefined || !isObject(config) ? raises(`the normalizer ${type} is not understood`) : read(config);
}
