import { ocrCommand } from "./ocr-command.ts";
import { tour } from "./tour.ts";

const [goal, ...rest] = process.argv.slice(2);
if (goal === undefined) await tour();
else if (goal === "ocr") await ocrCommand(rest);
else {
  console.error("usage: npm run demo [-- ocr FILE|URL [--provider NAME]]");
  process.exitCode = 2;
}
