#!/bin/sh
# with-node24.sh STEP SCRIPT ARGS…: completes the set-up up to STEP (dependencies or build), then becomes
# `node SCRIPT ARGS…` under the pinned Node 24. exec keeps one process, so signals, exit code and terminal are the script's own.
root=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
step=$1
shift
for program in node npm; do
  if ! command -v "$program" >/dev/null 2>&1; then
    echo "cryoreel: '$program' was not found; install Node.js 20 or newer together with npm (https://nodejs.org)." >&2
    exit 2
  fi
done
node "$root/scripts/setup/main.mjs" "$step" || exit $?
PATH="$root/toolchain/node_modules/.bin:$PATH"
export PATH
exec node "$@"
