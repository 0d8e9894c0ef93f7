#compdef glancedesk-cli
# Completion of glancedesk-cli for zsh: commands and options as the program's own --help lists them.
local -a said commands options
local word help
case ${words[CURRENT-1]} in
    --image|--config|--file|--out|--keys|--token-file) _files; return ;;
    --model|--data|--folder) _files -/; return ;;
    --weights) compadd -- auto float32 bf16 int8 int4; return ;;
    --site) compadd -- huggingface modelscope; return ;;
    --format) compadd -- md html pdf json; return ;;
esac
for word in ${words[2,CURRENT-1]}; do
    [[ $word == -* ]] || said+=($word)
done
help=$(${words[1]} ${said[1,2]} --help 2>/dev/null || ${words[1]} ${said[1,1]} --help 2>/dev/null)
commands=(${(f)"$(sed -n '/^Subcommands:/,$s/^  \([a-z][a-z-]*\)  *\(.*\)/\1:\2/p' <<<$help)"})
options=(${(f)"$(grep -oE -- '--[a-z][a-z-]*' <<<$help | sort -u)"})
if [[ ${words[CURRENT]} == -* ]]; then
    compadd -- $options
elif (( $#commands )); then
    _describe command commands
else
    _files
fi
