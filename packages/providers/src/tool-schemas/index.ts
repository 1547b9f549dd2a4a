export { withoutCacheMarkers } from "./cache-markers.ts";
export { withoutTopCombinators } from "./combinators.ts";
export { withPythonPatterns } from "./patterns.ts";
export { type Keeping, rebuilt, withoutKeywords } from "./walk.ts";
