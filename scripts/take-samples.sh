#!/usr/bin/env bash
# take-samples.sh: takes the sample bundles anew. Boots each simulated node, breaks it as its scenario says, captures it
# with the collector, and leaves bundles/NODE.tgz. Needs root and what test/testbed/node-up.sh and the scenarios name.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
testbed=$root/test/testbed
TESTBED_DIR=$(mktemp -d)
export TESTBED_DIR

finish() {
  for name in director controller0 compute0; do "$testbed/node-down.sh" "$name"; done
  rmdir "$TESTBED_DIR"
}
trap finish EXIT

take() { # NAME IP SCENARIO
  echo "$1: booting"
  "$testbed/node-up.sh" "$1" "$2"
  echo "$1: deploying and breaking"
  "$testbed/node-run.sh" "$1" "$testbed/scenario-$3.sh"
  echo "$1: collecting"
  archive=$("$testbed/node-run.sh" "$1" sh "$root/dist/collect/collect.sh" -o /tmp | tail -n 1)
  "$testbed/node-run.sh" "$1" cat "$archive" >"$TESTBED_DIR/$1.tgz"
  install -m 644 "$TESTBED_DIR/$1.tgz" "$root/bundles/$1.tgz"
  "$testbed/node-down.sh" "$1"
}

# One after another: a node's load would make the others' health checks late.
take director 172.25.249.200 director
take controller0 172.25.249.201 controller
take compute0 172.25.249.202 compute
ls -l "$root"/bundles/*.tgz
