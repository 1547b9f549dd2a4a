let textOf: (secret: Secret) => string;

/**
 * A credential as a slot: it can be placed in a header or a URL and compared by class, never read.
 * Only a host turns it into text, with `reveal` of `@lintel/core/host`.
 */
export class Secret {
  readonly #text: string;
  /** Where it came from: an argument, a setting or an environment variable, by LiteLLM's name. */
  readonly name: string;
  /** The class a vendor declared by prefix, such as `oauth`: all an adapter may know of the text. */
  readonly kind: string | undefined;

  static {
    textOf = (secret) => secret.#text;
  }

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
}

/** Text in which secrets stand as slots. */
export type Text = string | Secret | readonly (string | Secret)[];

/** The text with its secrets in place: for sending, and for nothing else. */
export function reveal(text: Text): string {
  if (typeof text === "string") return text;
  if (text instanceof Secret) return textOf(text);
  return text.map((part) => (typeof part === "string" ? part : textOf(part))).join("");
}

/** The text with every secret as `***`: what may be logged, shown and compared. */
export function masked(text: Text): string {
  return typeof text === "string" || text instanceof Secret ? String(text) : text.map(String).join("");
}

/** The same secret with its class: the first of a vendor's prefixes its text starts with. */
export function classified(secret: Secret, prefixes?: Readonly<Record<string, string>>): Secret {
  if (prefixes === undefined) return secret;
  const kind = Object.entries(prefixes).find(([, prefix]) => textOf(secret).startsWith(prefix))?.[0];
  return kind === undefined ? secret : new Secret(secret.name, textOf(secret), kind);
}
