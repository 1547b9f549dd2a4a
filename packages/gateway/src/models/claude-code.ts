import { isClaudeCodeAgent } from "../coding-agents.ts";

/** Before the hexadecimal name of a model that Claude Code's picker would not list by its own. */
const PREFIX = "claude-router-";

/** Behind the name of a model that takes a million tokens. */
const LARGE = "[1m]";
const MILLION = 1_000_000;

const PICKED = /claude|anthropic/i;

type Routed = (name: string) => boolean;

function unmarked(name: string): string {
  return name.toLowerCase().endsWith(LARGE) ? name.slice(0, -LARGE.length) : name;
}

function encoded(name: string): string {
  return `${PREFIX}${Buffer.from(name).toString("hex")}`;
}

/** The model that a name of Claude Code's stands for; undefined where it is nobody's, or routed as it is (`claude_code_group_name`). */
export function claudeCodeModel(name: string, isRouted: Routed): string | undefined {
  const plain = unmarked(name);
  if ((plain === name && !name.startsWith(PREFIX)) || isRouted(name)) return undefined;
  if (plain !== name && isRouted(plain)) return plain;
  const model = Buffer.from(plain.slice(PREFIX.length), "hex").toString();
  return model !== "" && encoded(model) === plain && isRouted(model) ? model : undefined;
}

/** The name under which Claude Code's picker lists a model (`claude_code_model_id`). */
export function claudeCodeName(model: string, most: number | undefined, isRouted: Routed): string {
  if (model.includes("*")) return model;
  const shaped = PICKED.test(model) ? model : encoded(model);
  const isMarked = most !== undefined && most >= MILLION && !shaped.toLowerCase().endsWith(LARGE);
  const names = [isMarked ? `${shaped}${LARGE}` : shaped, shaped];
  return names.find((name) => name === model || claudeCodeModel(name, isRouted) === model) ?? model;
}

/** Whether a caller is Claude Code, or asks for what it is shown. */
export function isClaudeCode(headers: Readonly<Record<string, string | undefined>>): boolean {
  return isClaudeCodeAgent(headers["user-agent"]) || headers["x-gateway-client"]?.toLowerCase() === "claude-code";
}
