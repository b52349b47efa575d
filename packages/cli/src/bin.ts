/** The program: compiled behind bin/run.js, from source in tests. */
import { main } from "./main.ts";

await main(process.argv.slice(2));
