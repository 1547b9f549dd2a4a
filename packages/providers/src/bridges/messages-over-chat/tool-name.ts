import { sha256 } from "@lintel/core";

const LONGEST = 64;
const KEPT = 55;

/** A tool's name within the 64 characters of chat: of a longer one the first 55, and eight digits of its SHA-256. */
export function shortName(name: string): string {
  const characters = [...name];
  if (characters.length <= LONGEST) return name;
  const hash = sha256(new TextEncoder().encode(name)).slice(0, 8);
  return `${characters.slice(0, KEPT).join("")}_${hash}`;
}
