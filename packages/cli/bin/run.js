#!/usr/bin/env node
// The installed program: hands the command line to the compiled CLI.
import { main } from "../dist/main.js";

await main(process.argv.slice(2));
