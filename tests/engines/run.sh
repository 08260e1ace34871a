#!/bin/sh
# Run the tests of the engines with $PYTHON. Spark needs Java 17 or newer.
set -eu

if [ -z "${JAVA_HOME:-}" ] && ! command -v java >/dev/null 2>&1; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "Spark needs Java: install a runtime, version 17 or newer, or set JAVA_HOME." >&2
        exit 1
    fi
    apt-get -qq update
    apt-get -qq install --yes default-jre-headless >/dev/null
fi
exec "$PYTHON" -m pytest -m engines tests/engines
