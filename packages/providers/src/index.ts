export { adapters } from "./adapters.ts";
export { bridges } from "./bridges/index.ts";
export type { DescribedModel } from "./described/described-by.ts";
export { type Describing, describing } from "./described/describing.ts";
export { directory } from "./directory/directory.ts";
export * as lax from "./lax/index.ts";
