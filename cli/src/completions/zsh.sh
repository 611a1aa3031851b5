#compdef gitpod-api
# Completions of gitpod-api for zsh. In ~/.zshrc, after compinit:
#   source <(gitpod-api completions zsh)
# or as the file `_gitpod-api` in a folder of $fpath.

_gitpod-api() {
    local -a found
    local program=${words[1]/#\~\//$HOME/}
    found=(${(f)"$($program __complete zsh "${(@Q)words[2,CURRENT-1]}" "$PREFIX" 2>/dev/null)"})
    # Where there is nothing to offer, it may be the name of a file.
    if (( $#found )); then
        _describe gitpod-api found
    else
        # The file of `--data @FILE` too.
        compset -P '(|*=)@'
        _files
    fi
}

if [[ ${funcstack[1]} == _gitpod-api ]]; then
    _gitpod-api "$@"
else
    compdef _gitpod-api gitpod-api
fi
