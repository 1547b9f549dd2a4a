const CLAUDE_CODE = /^claude-(?:cli|code)\//;
const CODEX = /^codex[-_ /]/i;

/** Whether a `User-Agent` header is one that Claude Code sends. */
export function isClaudeCodeAgent(userAgent = ""): boolean {
  return CLAUDE_CODE.test(userAgent);
}

/** Whether a `User-Agent` header is one that Codex sends. */
export function isCodexAgent(userAgent = ""): boolean {
  return CODEX.test(userAgent);
}
