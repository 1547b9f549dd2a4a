import { type Inline, readFlags } from "./flags.ts";
import { canRefer, fail, match, peek, type Scanner, take, takeName, type Width } from "./scanner.ts";

/** Reads a choice of branches up to the closing mark, which it leaves. */
export type ReadBranches = (scan: Scanner, isWhole: boolean) => Width;

/** What a group comes to: something with a width, or nothing at all (a comment, flags for the whole pattern). */
export type Group =
  | { readonly is: "item"; readonly width: Width }
  | { readonly is: "nothing" }
  | { readonly is: "flags" };

const NO_WIDTH: Width = { least: 0, most: 0 };
const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;
const NUMBER = /^\s*\+?\d+(?:_\d+)*\s*$/;

function close(scan: Scanner): void {
  if (!match(scan, ")")) fail(scan);
}

function item(width: Width): Group {
  return { is: "item", width };
}

function inside(
  scan: Scanner,
  { read, isVerbose }: { readonly read: ReadBranches; readonly isVerbose: boolean },
): Group {
  const before = scan.isVerbose;
  scan.isVerbose = isVerbose;
  const width = read(scan, false);
  scan.isVerbose = before;
  close(scan);
  return item(width);
}

function capture(scan: Scanner, { read, name }: { readonly read: ReadBranches; readonly name?: string }): Group {
  const number = scan.widths.push(undefined) - 1;
  if (name !== undefined) {
    if (scan.names.has(name) || !IDENTIFIER.test(name)) fail(scan);
    scan.names.set(name, number);
  }
  const width = read(scan, false);
  close(scan);
  scan.widths[number] = width;
  return item(width);
}

function look(scan: Scanner, { read, isBehind }: { readonly read: ReadBranches; readonly isBehind: boolean }): Group {
  const outer = scan.lookbehind;
  if (isBehind) scan.lookbehind ??= scan.widths.length;
  const { least, most } = read(scan, false);
  scan.lookbehind = outer;
  close(scan);
  if (isBehind && least !== most) fail(scan);
  return item(NO_WIDTH);
}

function comment(scan: Scanner): Group {
  for (let token = take(scan); token !== ")"; token = take(scan)) {
    if (token === undefined) {
      fail(scan);
      break;
    }
  }
  return { is: "nothing" };
}

function named(scan: Scanner, read: ReadBranches): Group {
  if (match(scan, "<")) return capture(scan, { read, name: takeName(scan, ">") });
  const group = match(scan, "=") ? scan.names.get(takeName(scan, ")")) : undefined;
  const width = group === undefined ? undefined : scan.widths[group];
  if (group === undefined || width === undefined || !canRefer(scan, group)) fail(scan);
  return item(width ?? NO_WIDTH);
}

function conditional(scan: Scanner, branch: (scan: Scanner) => Width): Group {
  const name = takeName(scan, ")");
  const group = IDENTIFIER.test(name)
    ? scan.names.get(name)
    : NUMBER.test(name)
      ? Number(name.replaceAll("_", ""))
      : undefined;
  if (group === undefined || group === 0) fail(scan);
  if (scan.lookbehind !== undefined && !canRefer(scan, group ?? 0)) fail(scan);
  scan.asked = Math.max(scan.asked, group ?? 0);
  const yes = branch(scan);
  const no = match(scan, "|") ? branch(scan) : NO_WIDTH;
  close(scan);
  return item({ least: Math.min(yes.least, no.least), most: Math.max(yes.most, no.most) });
}

function flagged(scan: Scanner, { inline, read }: { readonly inline: Inline; readonly read: ReadBranches }): Group {
  return inline.scope === "pattern" ? { is: "flags" } : inside(scan, { read, isVerbose: inline.isVerbose });
}

/** Reads a group after its opening parenthesis. */
export function readGroup(
  scan: Scanner,
  { read, branch }: { readonly read: ReadBranches; readonly branch: (scan: Scanner) => Width },
): Group {
  if (!match(scan, "?")) return capture(scan, { read });
  const kind = take(scan);
  switch (kind) {
    case "P":
      return named(scan, read);
    case ":":
    case ">":
      return inside(scan, { read, isVerbose: scan.isVerbose });
    case "#":
      return comment(scan);
    case "=":
    case "!":
      return look(scan, { read, isBehind: false });
    case "<": {
      const next = peek(scan);
      if (next !== "=" && next !== "!") fail(scan);
      take(scan);
      return look(scan, { read, isBehind: true });
    }
    case "(":
      return conditional(scan, branch);
    default:
      if (kind === undefined || !/^[-imsxatu]$/.test(kind)) fail(scan);
      return flagged(scan, { inline: readFlags(scan, kind ?? ""), read });
  }
}
