import { posix } from "node:path";
import { DATA_TABLES, EMPTY_NAMES, FOLDER_RULES, type FolderRule, LONGEST_FILE, VENDOR_FREE } from "./rules.ts";

export interface Source {
  /** Path from the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|(?:^|\n)\s*import\s*["']([^"']+)["']/g;
const STRING = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g;

export function importsOf({ text }: Source): readonly string[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => match[1] ?? match[2] ?? []);
}

function ruleFor(path: string): FolderRule | undefined {
  return FOLDER_RULES.filter(({ folder }) => path.startsWith(`${folder}/`)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
}

function packageRoot(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

function importOffence(path: string, specifier: string, rule: FolderRule): string | undefined {
  if (!specifier.startsWith(".")) {
    const isAllowed =
      rule.packages.includes(specifier) || (specifier.startsWith("node:") && rule.packages.includes("node:*"));
    return isAllowed ? undefined : `${path} imports ${specifier}, which ${rule.folder} may not`;
  }
  const target = posix.join(posix.dirname(path), specifier);
  if (packageRoot(target) !== packageRoot(path)) return `${path} reaches into another package: ${specifier}`;
  const closed = rule.closed?.find((folder) => target.startsWith(`${folder}/`) && !path.startsWith(`${folder}/`));
  return closed === undefined ? undefined : `${path} imports from ${closed}, which is closed to ${rule.folder}`;
}

/** Imports against the arrow rule. */
export function importOffences(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => {
    const rule = ruleFor(source.path);
    if (rule === undefined) return [`${source.path} lies in no folder that the rules name`];
    return importsOf(source).flatMap((specifier) => importOffence(source.path, specifier, rule) ?? []);
  });
}

/** Vendor names standing as strings where no vendor may be known. */
export function vendorOffences(sources: readonly Source[], vendors: ReadonlySet<string>): readonly string[] {
  return sources
    .filter(({ path }) => VENDOR_FREE.some((folder) => path.startsWith(`${folder}/`)))
    .flatMap(({ path, text }) =>
      [...text.matchAll(STRING)]
        .map((match) => match[1] ?? match[2] ?? "")
        .filter((value) => vendors.has(value) || (vendors.has(value.split("/")[0] ?? "") && value.includes("/")))
        .map((value) => `${path} names the vendor "${value}"`),
    );
}

/** Files whose name says nothing, or that are too long to read in one sitting. */
export function shapeOffences(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) => {
    const name = posix.basename(path, ".ts");
    const lines = text.split("\n").length;
    const isTable = DATA_TABLES.some((pattern) => pattern.test(path));
    return [
      ...(EMPTY_NAMES.includes(name) ? [`${path} has a name that tells nothing`] : []),
      ...(/^[a-z0-9]+([-.][a-z0-9]+)*$/.test(name) ? [] : [`${path} is not kebab-case`]),
      ...(lines > LONGEST_FILE && !isTable ? [`${path} has ${lines} lines, more than ${LONGEST_FILE}`] : []),
    ];
  });
}
