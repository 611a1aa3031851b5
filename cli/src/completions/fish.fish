# Completions of gitpod-api for fish. Once:
#   gitpod-api completions fish > ~/.config/fish/completions/gitpod-api.fish

function __gitpod_api_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $words[1])
    $program __complete fish $words[2..-1] "$current" 2>/dev/null
end

complete -c gitpod-api -f -a '(__gitpod_api_complete)'
# Where there is nothing to offer, it may be the name of a file.
complete -c gitpod-api -F -n 'test (count (__gitpod_api_complete)) -eq 0'
