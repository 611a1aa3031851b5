# Completions of PROGRAM for bash. In ~/.bashrc:
#   source <(PROGRAM completions bash)

_FUNCTION() {
    local IFS=$'\n' program="${1/#\~\//$HOME/}"
    COMPREPLY=($(VARIABLE=bash "$program" -- "$2" "${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null))
    # No space after a folder.
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}

# Without candidates, bash completes file names.
complete -o default -F _FUNCTION PROGRAM
