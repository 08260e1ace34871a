#!/bin/sh
# Run the suite, by the command that the arguments are, on the Pythons in $OTHERS that are not the one of $VENV.
# `3.13` is the whole, but for what one Python tells for all; `3.12:part` what `tests/part.txt` leaves;
# with `?` behind it a Python may be missing in CI too.
set -eu

own=$("$VENV/bin/python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')

# Whether a program is the Python of that version, with threads that are free where a `t` says so.
is_python() {
    [ "$("$2" -c 'import sys, sysconfig
print("%d.%d" % sys.version_info[:2] + "t" * bool(sysconfig.get_config_var("Py_GIL_DISABLED")))' 2>/dev/null)" = "$1" ]
}

find_python() {
    for candidate in "python$1" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"${1%t}".*/bin/python; do
        if is_python "$1" "$candidate"; then
            echo "$candidate"
            return
        fi
    done
}

for entry in $OTHERS; do
    version=${entry%%:*}
    part=${entry#"$version"}
    [ "$version" = "$own" ] && continue
    python=$(find_python "$version")
    if [ -z "$python" ]; then
        echo "Python $version is not on this machine: skipped."
        case ${CI:-}$entry in
            true*\?) ;;
            true*) exit 1 ;;
        esac
        continue
    fi
    echo "Python $version:"
    case $part in
        "") extras=all,apps,test selection="-m 'not once'" ;;
        *) extras=all,test selection="@tests/part.txt" ;;
    esac
    venv=".venv-$version"
    if [ ! -e "$venv/ready" ] || [ pyproject.toml -nt "$venv/ready" ]; then
        "$python" -m venv "$venv"
        "$venv/bin/python" $INSTALL --editable ".[$extras]"
        touch "$venv/ready"
    fi
    eval '"$venv/bin/python" "$@"' "$selection"
done
