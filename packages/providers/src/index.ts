export { adapters } from "./adapters.ts";
export { directory } from "./directory/directory.ts";
