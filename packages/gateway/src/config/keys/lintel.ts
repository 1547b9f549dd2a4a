import { honoured, type KeyRules } from "./key-rule.ts";

/** The keys of `lintel`, a section that LiteLLM does not read. */
export const LINTEL: KeyRules = new Map([...honoured("static_keys")]);
