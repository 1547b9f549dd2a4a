import { float, type Json } from "@lintel/core/json";
import { yamlFloat, yamlInt } from "./yaml-number.ts";
import { yamlTimestamp } from "./yaml-timestamp.ts";

const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;

const TRUE = new Set(["yes", "true", "on"]);

const NULL = /^(?:~|null|Null|NULL|)$/;

/** What a plain scalar means to PyYAML's `safe_load`; a date is the text Python's `str` makes of it. */
export function plainScalar(text: string): Json {
  if (BOOLEAN.test(text)) return TRUE.has(text.toLowerCase());
  if (NULL.test(text)) return null;
  return yamlInt(text) ?? yamlFloat(text) ?? yamlTimestamp(text) ?? text;
}

const CORE = "tag:yaml.org,2002:";

const TAGGED: Readonly<Record<string, (text: string) => Json | undefined>> = {
  "!": (text) => text,
  [`${CORE}str`]: (text) => text,
  [`${CORE}null`]: () => null,
  [`${CORE}bool`]: wordFlag,
  [`${CORE}int`]: yamlInt,
  [`${CORE}float`]: (text) => yamlFloat(text) ?? decimal(text),
  [`${CORE}timestamp`]: yamlTimestamp,
};

/** What a scalar with a tag means; undefined where its tag is none of the plain ones, or cannot hold the text. */
export function taggedScalar(tag: string, text: string): Json | undefined {
  return Object.hasOwn(TAGGED, tag) ? TAGGED[tag]?.(text) : undefined;
}

function wordFlag(text: string): boolean | undefined {
  return BOOLEAN.test(text) ? TRUE.has(text.toLowerCase()) : undefined;
}

function decimal(text: string): Json | undefined {
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) ? float(Number(text)) : undefined;
}
