/** The command line from source, for tests and development. */
import { main } from "./main.ts";

await main(process.argv.slice(2));
