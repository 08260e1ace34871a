"""Completion: a short script for each shell, which asks this program what may follow."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Literal

from cyclopts import App, CycloptsError

from .terminal import visible

__all__ = ["CompletedApp", "Shell", "complete"]

Shell = Literal["zsh", "bash", "fish", "powershell"]

# Of PowerShell, which drops empty arguments: the words, each with a mark behind it.
_WORDS, _MARK = "TIMEBACK_COMPLETE", "\x1f"

_BASH = """_timeback() {
    local IFS=$'\\n' line="${COMP_LINE:0:COMP_POINT}"
    COMPREPLY=($("$1" __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1))
    # Bash takes `--output=js` for three words, and wants the last.
    [[ ${COMP_WORDS[COMP_CWORD]} != -*=* && ${line##* } == -*=* ]] && COMPREPLY=("${COMPREPLY[@]#*=}")
}
complete -o default -o nosort -F _timeback timeback timeback-clients
"""
_ZSH = """#compdef timeback timeback-clients
local line
local -a found
for line in "${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -n $line ]] && found+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
done
if (( $#found )); then _describe -V timeback found; else _files; fi
"""
_FISH = """function __timeback
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete $words[2..-1] 2>/dev/null
end
complete -c timeback -c timeback-clients -f -a '(__timeback)'
"""
_POWERSHELL = """Register-ArgumentCompleter -Native -CommandName timeback, timeback-clients -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | ForEach-Object { "$_" })
    $program = $words[0]
    $words = @($words | Select-Object -Skip 1)
    if (-not $wordToComplete) { $words += '' }
    $env:TIMEBACK_COMPLETE = -join ($words | ForEach-Object { $_ + [char]0x1f })
    try {
        & $program __complete 2>$null | ForEach-Object {
            $value, $help = "$_".Split("`t")
            if (-not $help) { $help = $value }
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', "$help")
        }
    } finally { Remove-Item Env:TIMEBACK_COMPLETE -ErrorAction SilentlyContinue }
}
"""
_SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}


class CompletedApp(App):
    """An application whose completion is asked for while somebody types: written down, it is a third of a megabyte."""

    def generate_completion(
        self,
        *,
        prog_name: str | None = None,
        shell: Shell | None = None,
    ) -> str:
        """The script for a shell."""
        return _SCRIPTS[shell or "bash"]


def complete(words: Sequence[str], make: Callable[[Sequence[str]], App]) -> None:
    """Print what may stand in the place of the last word: each with what it is, behind a tab.

    Args:
        words: The words behind the name of the program, the last of them as far as it is typed.
        make: Makes the commands that these words ask for.
    """
    from cyclopts.completion._engine import compute_full_completions

    if (given := os.environ.pop(_WORDS, None)) is not None:
        words = given.split(_MARK)[:-1]
    words = _joined(words) or [""]
    try:
        found = compute_full_completions(make(words).meta, list(words))
    except CycloptsError:
        return
    for each in found.candidates:
        about = " ".join(str(each.help or "").split())
        print(visible(f"{found.prefix}{each.value}\t{about}"))


def _joined(words: Sequence[str]) -> list[str]:
    """The words as they were typed, where bash has taken `--output=json` for three."""
    found: list[str] = []
    for word in words:
        if found and found[-1].startswith("--") and (word == "=" or found[-1].endswith("=")):
            found[-1] += word
        else:
            found.append(word)
    return found
