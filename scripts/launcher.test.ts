/** The launcher in a make-believe checkout, where fake npm and pnpm stand for the network and count their calls. */

import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const repo = path.resolve(import.meta.dirname, "..");

/** The command line that the launcher starts: echoes its arguments, or waits for signals and counts them. */
const fakeCli = `
const args = process.argv.slice(2);
if (args[0] === "wait") {
  let interrupts = 0;
  process.on("SIGINT", () => {
    interrupts++;
    setTimeout(() => { console.log("interrupts " + interrupts); process.exit(130); }, 200);
  });
  setInterval(() => {}, 1000);
  console.log("waiting");
} else if (args[0] === "exit") process.exit(Number(args[1]));
else if (args[0] === "stdin") process.stdin.pipe(process.stdout);
else console.log(JSON.stringify({ args, cwd: process.cwd() }));
`;

/** Stands for npm: notes the call and makes a toolchain whose Node is the one that runs this test. */
const fakeNpm = `#!/bin/sh
echo npm >> "$CALLS"
sleep 0.3
mkdir -p node_modules/node/bin node_modules/.bin
if [ "$NPM_INSTALL_SCRIPTS" = no ]; then
  echo 'require("node:fs").symlinkSync(process.execPath, "bin/node")' > node_modules/node/installArchSpecificPackage.js
else
  ln -sf "${process.execPath}" node_modules/node/bin/node
fi
ln -sf ../node/bin/node node_modules/.bin/node
cp "$FAKE_PNPM" node_modules/.bin/pnpm
`;

/** Stands for pnpm: notes the call, makes what the step should leave; fails on request. */
const fakePnpm = `#!/bin/sh
echo "pnpm $1" >> "$CALLS"
if [ "$1" = "$PNPM_FAILS_AT" ]; then echo "ERR_SOMETHING broke"; exit 7; fi
mkdir -p node_modules packages/cli/dist
touch node_modules/.modules.yaml packages/cli/dist/main.js
`;

let folder: string;
let checkout: string;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "cryoreel launcher "));
  checkout = path.join(folder, "a check out");
  const write = (file: string, text: string, mode = 0o644) => {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text, { mode });
  };
  write("a check out/packages/cli/bin/run.js", fakeCli);
  for (const name of ["packages/cli/package.json", "fixtures/package.json", "package.json"]) {
    write(`a check out/${name}`, "{}");
  }
  write("a check out/toolchain/package-lock.json", "{}");
  write("bin/npm", fakeNpm, 0o755);
  write("bin/fake-pnpm", fakePnpm, 0o755);
  fs.copyFileSync(path.join(repo, "cryoreel"), path.join(checkout, "cryoreel"));
  fs.cpSync(path.join(repo, "scripts"), path.join(checkout, "scripts"), { recursive: true });
  environment = {
    PATH: `${path.join(folder, "bin")}:${path.dirname(process.execPath)}:/usr/bin:/bin`,
    CALLS: path.join(folder, "calls"),
    FAKE_PNPM: path.join(folder, "bin", "fake-pnpm"),
  };
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const start = (
  args: readonly string[],
  launcher = path.join(checkout, "cryoreel"),
  cwd = folder,
): ChildProcess => spawn(launcher, args, { cwd, env: environment, stdio: "pipe" });

function outcomeOf(child: ChildProcess): Promise<Outcome> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk) => (stdout += chunk));
  child.stderr?.on("data", (chunk) => (stderr += chunk));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })));
}

const launch = (...args: string[]): Promise<Outcome> => outcomeOf(start(args));
const calls = (): string[] => fs.readFileSync(path.join(folder, "calls"), "utf8").trim().split("\n");

test("arguments, working directory and a clean stdout pass through; set-up happens once", async () => {
  const args = ["info", "a b", "", "$HOME", "it's", '"q"', "*", "--", "-x"];
  const first = await launch(...args);
  expect(first.stderr).toContain("set-up 1/3");
  expect(JSON.parse(first.stdout)).toEqual({ args, cwd: folder });
  const second = await launch("again");
  expect(second.stderr).toBe("");
  expect(calls()).toEqual(["npm", "pnpm install", "pnpm run"]);
});

test("a changed source is built again, a changed lockfile is installed again", async () => {
  await launch();
  fs.writeFileSync(path.join(checkout, "packages/cli/new.ts"), "");
  await launch();
  expect(calls().slice(3)).toEqual(["pnpm run"]);
  fs.writeFileSync(path.join(checkout, "pnpm-lock.yaml"), "lockfileVersion: 9");
  await launch();
  expect(calls().slice(4)).toEqual(["pnpm install", "pnpm run"]);
});

test("exit codes and stdin pass through", async () => {
  expect((await launch("exit", "3")).code).toBe(3);
  const child = start(["stdin"]);
  child.stdin?.end("line of a file\n");
  expect((await outcomeOf(child)).stdout).toBe("line of a file\n");
});

test("an interrupt reaches the command once and its exit code 130 comes back", async () => {
  await launch();
  const child = start(["wait"]);
  const outcome = outcomeOf(child);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  child.kill("SIGINT");
  expect(await outcome).toMatchObject({ code: 130, stdout: "waiting\ninterrupts 1\n" });
});

test("two first runs at the same time set up once", async () => {
  const outcomes = await Promise.all([launch("one"), launch("two"), launch("three")]);
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(calls()).toEqual(["npm", "pnpm install", "pnpm run"]);
});

test("the lock of a process that died does not block", async () => {
  const died = spawn("true");
  await new Promise((resolve) => died.once("close", resolve));
  fs.mkdirSync(path.join(checkout, ".cache/setup"), { recursive: true });
  fs.writeFileSync(path.join(checkout, ".cache/setup/lock"), `${died.pid}\n`);
  expect((await launch()).code).toBe(0);
  expect(fs.existsSync(path.join(checkout, ".cache/setup/lock"))).toBe(false);
});

test("works through a symbolic link", async () => {
  const link = path.join(folder, "linked cryoreel");
  fs.symlinkSync(path.join(checkout, "cryoreel"), link);
  const { stdout } = await outcomeOf(start(["via link"], link, os.tmpdir()));
  expect(JSON.parse(stdout).args).toEqual(["via link"]);
});

test("a failed step is named in one sentence with its log, and is tried again the next time", async () => {
  environment["PNPM_FAILS_AT"] = "install";
  const failed = await launch();
  expect(failed.code).toBe(1);
  const log = path.join(fs.realpathSync(checkout), ".cache/setup/log.txt");
  expect(failed.stderr).toMatch(
    /ERR_SOMETHING broke\ncryoreel: 'pnpm install .*' ended with exit code 7\. The whole log: /,
  );
  expect(failed.stderr.trimEnd().endsWith(log)).toBe(true);
  delete environment["PNPM_FAILS_AT"];
  expect((await launch()).code).toBe(0);
});

test("where npm runs no install scripts, the set-up fetches the Node binary itself", async () => {
  environment["NPM_INSTALL_SCRIPTS"] = "no";
  expect((await launch()).code).toBe(0);
});

test("without Node or npm the launcher says what to install", async () => {
  const tools = path.join(folder, "tools");
  fs.mkdirSync(tools);
  for (const tool of ["dirname", "readlink", "sh"])
    fs.symlinkSync(`/usr/bin/${tool}`, path.join(tools, tool));
  environment["PATH"] = tools;
  const { code, stderr } = await launch();
  expect(code).toBe(2);
  expect(stderr).toBe(
    "cryoreel: 'node' was not found; install Node.js 20 or newer together with npm (https://nodejs.org).\n",
  );
});
