#!/usr/bin/env node
process.stderr.write("lintel: nothing to run yet\n");
process.exitCode = 1;
