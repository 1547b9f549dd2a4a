export { adapters } from "./adapters.ts";
export { bridges } from "./bridges/index.ts";
export { directory } from "./directory/directory.ts";
export * as lax from "./lax/index.ts";
