/**
 * A credential as a slot: it can be placed in a header or a URL and compared by class, never read.
 * Only a host turns it into text, with `reveal` of `@lintel/core/host`.
 */
export class Secret {
  readonly #text: string;
  /** Where it came from: an argument, a setting or an environment variable, by LiteLLM's name. */
  readonly name: string;
  /** The class a vendor declared by prefix, such as `oauth`; what an adapter may know of the text. */
  readonly kind: string | undefined;

  constructor(name: string, text: string, kind?: string) {
    this.#text = text;
    this.name = name;
    this.kind = kind;
    Object.freeze(this);
  }

  toString(): string {
    return "***";
  }

  toJSON(): string {
    return "***";
  }

  static reveal(secret: Secret): string {
    return secret.#text;
  }
}

/** Text in which secrets stand as slots. */
export type Text = string | Secret | readonly (string | Secret)[];

/** The class of a credential: the first of a vendor's prefixes it starts with. */
export function secretKind(text: string, prefixes: Readonly<Record<string, string>> | undefined): string | undefined {
  return Object.entries(prefixes ?? {}).find(([, prefix]) => text.startsWith(prefix))?.[0];
}

/** The text with every secret as `***`: what may be logged, shown and compared. */
export function masked(text: Text): string {
  return typeof text === "string" ? text : text instanceof Secret ? "***" : text.map(String).join("");
}
