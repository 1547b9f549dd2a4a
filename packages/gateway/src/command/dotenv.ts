import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

type Environment = Record<string, string | undefined>;

const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function bare(value: string): string {
  const comment = /\s#/u.exec(value);
  return (comment === null ? value : value.slice(0, comment.index)).trimEnd();
}

function unescaped(value: string): string {
  return value.replace(/\\([\\'"abfnrtv])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
}

/** Reads a text from its start, one pattern after another, as python-dotenv's parser does. */
function reader(text: string): {
  take(pattern: RegExp): readonly (string | undefined)[] | undefined;
  isOver(): boolean;
} {
  let at = 0;
  return {
    take(pattern) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      if (found !== null) at += found[0].length;
      return found ?? undefined;
    },
    isOver: () => at >= text.length,
  };
}

type Reader = ReturnType<typeof reader>;

/** The value behind an equals sign; undefined where a quotation does not end. */
function valueIn({ take }: Reader, equal: string): string | undefined {
  if (equal.length > 1 && take(/(?=#)/uy) !== undefined) return "";
  if (take(/(?=')/uy) !== undefined) return take(/'((?:\\.|[^'\\])*)'/suy)?.[1]?.replace(/\\([\\'])/g, "$1");
  if (take(/(?=")/uy) === undefined) return bare(take(/[^\r\n]*/uy)?.[0] ?? "");
  const double = take(/"((?:\\.|[^"\\])*)"/suy)?.[1];
  return double === undefined ? undefined : unescaped(double);
}

/** One statement; what cannot be read is passed over to the end of its line. */
function statementIn(from: Reader): readonly [name: string, value?: string] | undefined {
  const { take } = from;
  take(/\s*(?:export[^\S\r\n]+)?/uy);
  const isComment = take(/(?=#)/uy) !== undefined;
  const [, quoted, plain] = isComment ? [] : (take(/'([^']+)'|(?!')([^=#\s]+)/uy) ?? []);
  const name = quoted ?? plain;
  const equal = name === undefined && !isComment ? undefined : take(/[^\S\r\n]*(=[^\S\r\n]*)?/uy)?.[1];
  const value = equal === undefined ? undefined : valueIn(from, equal);
  const isRead = (isComment || name !== undefined) && (equal === undefined || value !== undefined);
  const isEnded = isRead && take(/(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)/uy) !== undefined;
  if (!isEnded) take(/[^\r\n]*(?:\r\n|\n|\r)?/uy);
  if (!isEnded || name === undefined) return undefined;
  return value === undefined ? [name] : [name, value];
}

function* statements(text: string): Generator<readonly [name: string, value?: string]> {
  for (const from = reader(text); !from.isOver(); ) {
    const found = statementIn(from);
    if (found !== undefined) yield found;
  }
}

const NAME_END = /[}:]/g;

/** A value with what `${NAME}` and `${NAME:-default}` stand for in place; each sign is looked at once, as no one expression would. */
function expanded(value: string, told: (name: string, fallback: string) => string): string {
  let made = "";
  let from = 0;
  for (let at = value.indexOf("${"); at !== -1; at = value.indexOf("${", from)) {
    NAME_END.lastIndex = at + 2;
    const { index: stop } = NAME_END.exec(value) ?? { index: -1 };
    const hasDefault = stop !== -1 && value.startsWith(":-", stop);
    const end = hasDefault ? value.indexOf("}", stop) : stop;
    if (end === -1) break;
    const isOne = value[end] === "}";
    const fallback = hasDefault ? value.slice(stop + 2, end) : "";
    made += isOne ? value.slice(from, at) + told(value.slice(at + 2, stop), fallback) : value.slice(from, end + 1);
    from = end + 1;
  }
  return made + value.slice(from);
}

/** What a `.env` adds to an environment, which goes before it; `${NAME}` and `${NAME:-default}` stand for what was set. */
export function dotenv(text: string, env: Readonly<Environment>): Readonly<Record<string, string>> {
  const read = new Map<string, string | undefined>();
  for (const [name, value] of statements(text.replace(/^\ufeff/, "")))
    read.set(
      name,
      value && expanded(value, (of, fallback) => env[of] ?? (read.has(of) ? (read.get(of) ?? "") : fallback)),
    );
  return Object.fromEntries(
    [...read].flatMap(([name, value]) => (value === undefined || env[name] !== undefined ? [] : [[name, value]])),
  );
}

function isOff({ LITELLM_MODE: mode = "DEV", PYTHON_DOTENV_DISABLED: disabled = "" }: Readonly<Environment>): boolean {
  return mode !== "DEV" || /^(?:1|true|t|yes|y)$/i.test(disabled);
}

/** The `.env` that is nearest: in this folder, or in one above. */
function nearest(folder: string): string | undefined {
  for (let at = resolve(folder), last = ""; at !== last; last = at, at = dirname(at))
    if (existsSync(join(at, ".env"))) return join(at, ".env");
  return undefined;
}

/** Loads the nearest `.env` into an environment, unless `LITELLM_MODE` or `PYTHON_DOTENV_DISABLED` says otherwise. */
export function loadDotenv(folder: string, env: Environment): void {
  const path = isOff(env) ? undefined : nearest(folder);
  if (path !== undefined) Object.assign(env, dotenv(readFileSync(path, "utf8"), env));
}
