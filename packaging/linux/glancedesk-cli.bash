# Completion of glancedesk-cli for bash: commands and options as the program's own --help lists them.
_glancedesk_cli() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} words=() word
    case $previous in
        --image | --config | --file | --out | --keys | --token-file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
        --model | --data | --folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
        --weights) mapfile -t COMPREPLY < <(compgen -W 'auto float32 bf16 int8 int4' -- "$current"); return ;;
        --site) mapfile -t COMPREPLY < <(compgen -W 'huggingface modelscope' -- "$current"); return ;;
        --format) mapfile -t COMPREPLY < <(compgen -W 'md html pdf json' -- "$current"); return ;;
    esac
    for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        [[ $word == -* ]] || words+=("$word")
    done
    local help
    help=$("${COMP_WORDS[0]}" "${words[@]:0:2}" --help 2>/dev/null || "${COMP_WORDS[0]}" "${words[@]:0:1}" --help 2>/dev/null)
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(grep -oE -- '--[a-z][a-z-]*' <<<"$help" | sort -u)" -- "$current")
    else
        compopt -o default
        mapfile -t COMPREPLY < <(compgen -W "$(sed -n '/^Subcommands:/,$s/^  \([a-z]*\).*/\1/p' <<<"$help")" -- "$current")
    fi
}
complete -F _glancedesk_cli glancedesk-cli
complete -W 'install status remove --index --wheels --help' glancedesk-cuda
