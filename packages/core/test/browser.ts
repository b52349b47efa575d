/** A headless Chromium for tests of the page's script, driven over its debugging protocol. */

import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const hasBrowser = existsSync(program);

const flags =
  "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --remote-debugging-port=0".split(
    " ",
  );

/** What the browser tells unasked. */
interface Message {
  readonly method: string;
  readonly params: Record<string, unknown>;
}

export class Browser {
  /** Everything that was told of the page: faults, requests. */
  readonly messages: Message[] = [];
  private readonly child: ChildProcess;
  private readonly folder: string;
  private readonly socket: WebSocket;
  private readonly answers = new Map<number, (result: Record<string, unknown>) => void>();
  private session = "";

  private constructor(child: ChildProcess, folder: string, socket: WebSocket) {
    this.child = child;
    this.folder = folder;
    this.socket = socket;
    socket.addEventListener("message", ({ data }) => {
      const { id, result, error, method, params } = JSON.parse(String(data));
      if (id === undefined) this.messages.push({ method, params });
      else this.answers.get(id)?.(result ?? error);
    });
  }

  /** Starts a browser with one page that listens for faults and requests. */
  static async open(): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), "browser-"));
    const child = spawn(program, [...flags, `--user-data-dir=${folder}`], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const address = await new Promise<string>((resolve, reject) => {
      let text = "";
      child.stderr!.on("data", (chunk) => {
        text += chunk;
        const found = /DevTools listening on (ws:\S+)/.exec(text);
        if (found) resolve(found[1]!);
      });
      child.once("exit", () => reject(new Error(`the browser ended: ${text}`)));
    });
    const socket = new WebSocket(address);
    await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
    const browser = new Browser(child, folder, socket);
    const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await browser.send("Target.attachToTarget", { targetId, flatten: true });
    browser.session = String(sessionId);
    for (const domain of ["Runtime", "Page", "Network", "Log"]) await browser.send(`${domain}.enable`);
    return browser;
  }

  send(method: string, params: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const id = this.answers.size + 1;
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      this.socket.send(
        JSON.stringify({ id, method, params, ...(this.session && { sessionId: this.session }) }),
      );
    });
  }

  /** Opens an address and waits until the page is loaded. */
  async visit(url: string): Promise<void> {
    this.messages.length = 0;
    await this.send("Page.navigate", { url });
    while (!this.messages.some(({ method }) => method === "Page.loadEventFired")) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** The value of an expression in the page. */
  async evaluate<T>(expression: string): Promise<T> {
    const answer = await this.send("Runtime.evaluate", {
      expression,
      returnByValue: true,
      awaitPromise: true,
    });
    return (answer["result"] as { readonly value: T }).value;
  }

  /** A key on whatever has the focus. */
  async press(key: string): Promise<void> {
    await this.send("Input.dispatchKeyEvent", { type: "keyDown", key });
    await this.send("Input.dispatchKeyEvent", { type: "keyUp", key });
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill();
    await ended;
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
