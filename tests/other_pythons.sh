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

# Make the environment of a version by its Python, with the extras, unless it is there.
set_up() {
    venv=".venv-$1"
    if [ ! -e "$venv/ready" ] || [ pyproject.toml -nt "$venv/ready" ]; then
        "$2" -m venv "$venv"
        "$venv/bin/python" $INSTALL --editable ".[$3]"
        touch "$venv/ready"
    fi
}

chosen= setups=
for entry in $OTHERS; do
    version=${entry%%:*}
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
    case $entry in
        *:*) extras=all,test ;;
        *) extras=all,apps,test ;;
    esac
    # All at once: to install takes one processor.
    set_up "$version" "$python" "$extras" &
    setups="$setups $!"
    chosen="$chosen $entry"
done
for setup in $setups; do
    wait "$setup"
done

for entry in $chosen; do
    version=${entry%%:*}
    case $entry in
        *:*) selection="@tests/part.txt" ;;
        # The guide, and the tools that build it, are of one Python.
        *) selection="--ignore=tests/test_guide.py --ignore=tests/test_site.py -m 'not once'" ;;
    esac
    echo "Python $version:"
    eval '".venv-$version/bin/python" "$@"' "$selection"
done
