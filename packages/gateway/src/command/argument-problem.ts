/** What is wrong with a command's arguments, as Node.js tells it where they cannot be read; undefined for any other error. */
export function argumentProblem(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS_")))
    return undefined;
  // Node.js goes on to say how an argument that begins with a dash is told.
  return error.message.split(". To specify", 1)[0];
}
