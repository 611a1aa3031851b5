# Completions of gitpod-api for bash. In ~/.bashrc:
#   source <(gitpod-api completions bash)

_gitpod_api() {
    local IFS=$'\n'
    COMPREPLY=($("${1/#\~\//$HOME/}" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}

# Where there is nothing to offer, it may be the name of a file.
complete -o default -F _gitpod_api gitpod-api
