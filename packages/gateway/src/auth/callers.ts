import { createHash } from "node:crypto";
import type { Refused } from "../answer/envelope.ts";
import type { GeneralSettings } from "../config/config.ts";

/** Whoever shows a key that is known. */
export interface Caller {
  /** Lower-case SHA-256 of the key, in hexadecimal. */
  readonly hash: string;
  readonly alias?: string;
  readonly isMaster?: boolean;
  /** Model groups the key may ask for; all unless given. */
  readonly models?: ReadonlySet<string>;
  /** Whether metrics, which tell of everybody's calls, are told to it. */
  readonly readsMetrics?: boolean;
}

export type Authenticated =
  | { readonly known: true; readonly caller: Caller }
  | { readonly known: false; readonly refused: Refused };

/** Known keys by their text. */
export interface Callers {
  readonly isOpen: boolean;
  readonly hasStaticKeys: boolean;
  /** The addresses and paths that are let in; all unless given. */
  readonly addresses?: ReadonlySet<string>;
  readonly paths?: ReadonlySet<string>;
  find(key: string): Caller | undefined;
  /** Callers who are known by a whole `authorization` header; at most one for each key. */
  readonly seen: Map<string, Authenticated>;
}

export const ANYBODY: Caller = { hash: "", readsMetrics: true };

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/**
 * The keys of a configuration. A key is looked up by its whole text in a hash table whose seed nobody outside knows: a text is
 * compared only with one of the same hash, so that the time taken says nothing about a part of a key.
 */
export function callers(
  { masterKey, staticKeys, allowedIps, allowedRoutes }: GeneralSettings,
  isOpen: boolean,
): Callers {
  const known = new Map<string, Caller>();
  for (const { key, alias, models, metrics } of staticKeys)
    known.set(key, {
      hash: hashOf(key),
      ...(alias !== undefined && { alias }),
      ...(models !== undefined && { models: new Set(models) }),
      ...(metrics === true && { readsMetrics: true }),
    });
  const master = { alias: "master", isMaster: true, readsMetrics: true };
  if (masterKey !== undefined) known.set(masterKey, { hash: hashOf(masterKey), ...master });
  return {
    isOpen: isOpen && known.size === 0,
    hasStaticKeys: staticKeys.length > 0,
    ...(allowedIps !== undefined && { addresses: new Set(allowedIps) }),
    ...(allowedRoutes !== undefined && { paths: new Set(allowedRoutes) }),
    find: (key) => known.get(key),
    seen: new Map(),
  };
}
