import { fileURLToPath } from "node:url";

/** The folder of the fixtures. */
export const FIXTURES = fileURLToPath(new URL("../", import.meta.url));

/** The folder of recorded traffic outside the repository, where there is one. */
export const CORPORA = process.env.LINTEL_CORPORA;
