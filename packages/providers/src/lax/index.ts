export type { Notes, Path, Problem, Reader } from "./notes.ts";
export { decimal, int } from "./numbers.ts";
export { type Read, read } from "./read.ts";
export { any, list, type Model, model, nullable, record, sequence, text, tuple } from "./readers.ts";
export { pythonType, validationError } from "./validation-error.ts";
