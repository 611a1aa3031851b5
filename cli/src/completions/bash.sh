# Completions of gitpod-api for bash. In ~/.bashrc:
#   source <(gitpod-api completions bash)

_gitpod_api() {
    local IFS=$'\n' program="${1/#\~\//$HOME/}"
    COMPREPLY=($("$program" __complete bash "$2" "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    if [[ ${#COMPREPLY[@]} == 0 && $2 == @* ]]; then
        # The file of `--data @FILE`; or a folder, so no space follows.
        COMPREPLY=($(compgen -f -P @ -- "${2#@}"))
        compopt -o nospace 2>/dev/null
    fi
}

# Where there is nothing to offer, it may be the name of a file.
complete -o default -F _gitpod_api gitpod-api
