"""Completion in bash, which splits words at `=` and takes spaces in what is offered for the ends of words.

click's own script gives bash the names of files as they are, and no value after `NAME=`.
"""

from __future__ import annotations

import os

from click.shell_completion import BashComplete, CompletionItem, add_completion_class, split_arg_string

_SCRIPT = """\
%(complete_func)s() {
    local IFS=$'\\n' response type value completion

    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete $1)

    for completion in $response; do
        IFS=',' read -r type value <<< "$completion"
        if [[ $type == file ]]; then
            compopt -o default
        elif [[ $type == plain ]]; then
            # bash quotes what it knows to be the name of a file.
            [[ $value == *[[:space:]]* ]] && compopt -o filenames
            [[ $value == *= ]] && compopt -o nospace
            COMPREPLY+=("$value")
        fi
    done
}

%(complete_func)s_setup() {
    complete -o nosort -F %(complete_func)s %(prog_name)s
}

%(complete_func)s_setup;
"""


class Bash(BashComplete):
    """Completion in bash, of words with `=` and of names with spaces, too."""

    source_template = _SCRIPT

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the incomplete one, and that one, with the words joined that bash split at `=`."""
        words = os.environ["COMP_WORDS"].split("\n")[: int(os.environ["COMP_CWORD"]) + 1]
        joined: list[str] = []
        for number, word in enumerate(words):
            if number > 1 and (word == "=" or words[number - 1] == "="):
                joined[-1] += word
            else:
                joined.append(word)
        *before, incomplete = (_unquoted(word) for word in joined)
        return before[1:], incomplete

    def complete(self) -> str:
        """Return what is offered, a line each, without the part of a word that stands before its last `=`."""
        arguments, incomplete = self.get_completion_args()
        start = incomplete[: incomplete.rfind("=") + 1]
        if start.startswith("-"):
            start = start.partition("=")[2]
        offered = self.get_completions(arguments, incomplete)
        items = (CompletionItem(item.value.removeprefix(start), item.type) for item in offered)
        return "\n".join(self.format_completion(item) for item in items)


def _unquoted(word: str) -> str:
    """Return a word as bash would give it to a command; of one whose quote is still open, what stands so far."""
    return "".join(split_arg_string(word)[:1])


def register() -> None:
    """Have click complete in bash by this class."""
    add_completion_class(Bash)
