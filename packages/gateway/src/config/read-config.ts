import { isUtf8 } from "node:buffer";
import { access, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { ConfigRead } from "./config.ts";
import { configOf } from "./config-of.ts";
import { type Included, type ReadDocument, withIncludes } from "./include.ts";
import type { Environment } from "./references.ts";
import { readYaml, type YamlRead } from "./yaml-document.ts";

/** What a configuration is read against. */
export interface ReadOptions {
  /** The environment that `os.environ/NAME` refers to. */
  readonly env: Environment;
}

/** Reads LiteLLM's `config.yaml` and the files it includes; never rejects. */
export async function readConfig(path: string, { env }: ReadOptions): Promise<ConfigRead> {
  const repeated: string[] = [];
  const read: ReadDocument = async (file) => {
    const document = await readDocument(file);
    if (!document.ok) return document;
    repeated.push(...document.warnings);
    return document.root;
  };
  const included: Included = await withIncludes(resolve(path), { read, isThere });
  const { files } = included;
  if (!included.ok) return { read: "failed", problems: included.problems, files };
  const made = configOf(included.root, { env, files });
  return made.read === "config" ? { ...made, warnings: [...repeated, ...included.warnings, ...made.warnings] } : made;
}

/** Why a file cannot be read, by what the system says. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "there is no such file"],
  ["EACCES", "permission denied"],
  ["EISDIR", "it is a folder"],
]);

async function readDocument(path: string): Promise<YamlRead> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => ({ code: error.code }));
  if (!Buffer.isBuffer(bytes)) {
    const { code = "unknown" } = bytes;
    return { ok: false, problems: [`${path}: cannot be read: ${REASONS.get(code) ?? code}`] };
  }
  if (!isUtf8(bytes)) return { ok: false, problems: [`${path}: it is no UTF-8 text`] };
  return readYaml(bytes.toString(), path);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
