/** The set-up's steps in order: the pinned Node and pnpm, the packages, the build. */

import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { contents, digest, listSources } from "./stamp.mjs";

/** A step that ended badly: a sentence for the user and where the details are. */
export class SetupFailure extends Error {
  /** @param {string} message @param {string} log */
  constructor(message, log) {
    super(message);
    this.log = log;
  }
}

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {string} title what the user is told while it runs
 * @property {string} result a file that exists once the step has run
 * @property {() => string} stamp digest of what the result depends on
 * @property {(log: string) => Promise<void>} run
 */

/** The steps up to and including `goal`. @param {string} goal @param {string} root @returns {Step[]} */
export function stepsUpTo(goal, root) {
  const steps = [toolchainStep(root), dependenciesStep(root), buildStep(root)];
  const last = steps.findIndex((step) => step.name === goal);
  if (last < 0) throw new Error(`No set-up step is called '${goal}'.`);
  return steps.slice(0, last + 1);
}

/** @param {string} root @returns {Step} */
function toolchainStep(root) {
  const folder = path.join(root, "toolchain");
  const binary = path.join(folder, "node_modules", "node", "bin", "node");
  return {
    name: "toolchain",
    title: "set-up 1/3, Node 24 and pnpm",
    result: binary,
    stamp: () =>
      digest([process.platform, process.arch, ...contents([path.join(folder, "package-lock.json")])]),
    async run(log) {
      await execute("npm", ["ci", "--prefix", folder, "--prefer-offline", "--no-audit", "--no-fund"], {
        cwd: folder,
        log,
      });
      // npm skips install scripts where the user's settings (or npm ≥ 12) say so; the package's script fetches the binary.
      if (!fs.existsSync(binary)) {
        const node = path.join(folder, "node_modules", "node");
        await execute(process.execPath, ["installArchSpecificPackage.js"], { cwd: node, log });
      }
      if (!fs.existsSync(binary)) {
        throw new SetupFailure(
          `npm installed its package 'node' without a binary for ${process.platform}-${process.arch}.`,
          log,
        );
      }
    },
  };
}

/** @param {string} root @returns {Step} */
function dependenciesStep(root) {
  const packages = path.join(root, "packages");
  const folders = fs.readdirSync(packages).map((name) => path.join(packages, name));
  const manifests = [root, path.join(root, "fixtures"), ...folders].map((dir) =>
    path.join(dir, "package.json"),
  );
  const lockfiles = ["pnpm-lock.yaml", "pnpm-workspace.yaml"].map((name) => path.join(root, name));
  return {
    name: "dependencies",
    title: "set-up 2/3, packages",
    result: path.join(root, "node_modules", ".modules.yaml"),
    stamp: () => digest([root, toolchainStep(root).stamp(), ...contents([...lockfiles, ...manifests])]),
    run: (log) =>
      execute(
        "pnpm",
        ["install", "--frozen-lockfile", "--prefer-offline", "--config.confirmModulesPurge=false"],
        { cwd: root, log, toolchain: true },
      ),
  };
}

/** @param {string} root @returns {Step} */
function buildStep(root) {
  const folders = ["packages", "fixtures"].map((name) => path.join(root, name));
  const settings = ["tsconfig.base.json", "turbo.json"].map((name) => path.join(root, name));
  return {
    name: "build",
    title: "set-up 3/3, build",
    result: path.join(root, "packages", "cli", "dist", "main.js"),
    stamp: () =>
      digest([dependenciesStep(root).stamp(), ...contents(settings), ...folders.flatMap(listSources)]),
    run: (log) => execute("pnpm", ["run", "build"], { cwd: root, log, toolchain: true }),
  };
}

/**
 * Runs a command with its output in the log.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd: string, log: string, toolchain?: boolean}} options `toolchain`: with the pinned Node and pnpm first on PATH
 * @returns {Promise<void>}
 */
function execute(command, args, { cwd, log, toolchain = false }) {
  const output = fs.openSync(log, "a");
  const bin = path.join(cwd, "toolchain", "node_modules", ".bin");
  const env = installEnvironment();
  if (toolchain) env["PATH"] = `${bin}${path.delimiter}${env["PATH"]}`;
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", output, output] });
  const forward = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
  process.on("SIGINT", forward).on("SIGTERM", forward);
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ how) =>
      reject(new SetupFailure(`'${[path.basename(command), ...args].join(" ")}' ${how}.`, log));
    child.once("error", (error) => fail(`could not be started (${error.message})`));
    child.once("exit", (code, signal) => {
      process.off("SIGINT", forward).off("SIGTERM", forward);
      fs.closeSync(output);
      if (signal) process.exit(signal === "SIGINT" ? 130 : 143);
      else if (code === 0) resolve();
      else fail(`ended with exit code ${code}`);
    });
  });
}

/** This process's environment without what an outer `npm test` or NODE_ENV=production would impose on an install. */
function installEnvironment() {
  const imposed = /^(NODE_ENV|npm_(lifecycle|package|command|config_(local_)?prefix).*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !imposed.test(name));
  /** @type {Record<string, string | undefined>} */
  const env = { ...Object.fromEntries(kept), TURBO_TELEMETRY_DISABLED: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };
  return env;
}
