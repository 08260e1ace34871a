#!/bin/sh
# Run the test suite on each Python in $PYTHONS that is here and is not the one of $VENV.
set -eu

own=$("$VENV/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')

find_python() {
    for candidate in "python$1" "$(ls -d "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".*/bin/python 2>/dev/null | tail -n 1)"; do
        if [ -n "$candidate" ] && "$candidate" -c '' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
}

for version in $PYTHONS; do
    [ "$version" = "$own" ] && continue
    python=$(find_python "$version")
    if [ -z "$python" ]; then
        echo "Python $version is not on this machine; skipped."
        continue
    fi
    echo "Python $version:"
    venv=".venv-$version"
    if [ ! -e "$venv/ready" ] || [ pyproject.toml -nt "$venv/ready" ]; then
        "$python" -m venv "$venv"
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
        touch "$venv/ready"
    fi
    "$venv/bin/python" -m pytest -m 'not packaging'
done
