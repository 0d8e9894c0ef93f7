# Completion of glancedesk-cli for fish: commands and options as the program's own --help lists them.
function __glancedesk_help
    set -l words (commandline -opc)
    set -l said
    for word in $words[2..]
        string match -q -- '-*' $word; or set -a said $word
    end
    $words[1] $said[1..2] --help 2>/dev/null; or $words[1] $said[1..1] --help 2>/dev/null
end

function __glancedesk_after
    contains -- (commandline -opc)[-1] $argv
end

set -l files --image --config --file --out --keys --token-file
set -l folders --model --data --folder
set -l named --weights --site --format
set -l free "not __glancedesk_after $files $folders $named"
complete -c glancedesk-cli -f
complete -c glancedesk-cli -n "$free; and not string match -q -- '-*' (commandline -ct)" \
    -a "(__glancedesk_help | sed -n '/^Subcommands:/,\$s/^  \([a-z][a-z-]*\)  *\(.*\)/\1\t\2/p')"
complete -c glancedesk-cli -n "$free; and string match -q -- '-*' (commandline -ct)" \
    -a "(__glancedesk_help | grep -oE -- '--[a-z][a-z-]*' | sort -u)"
complete -c glancedesk-cli -n "__glancedesk_after $files" -F
complete -c glancedesk-cli -n "__glancedesk_after $folders" -a '(__fish_complete_directories)'
complete -c glancedesk-cli -n '__glancedesk_after --weights' -a 'auto float32 bf16 int8 int4'
complete -c glancedesk-cli -n '__glancedesk_after --site' -a 'huggingface modelscope'
complete -c glancedesk-cli -n '__glancedesk_after --format' -a 'md html pdf json'
complete -c glancedesk-cuda -f -n __fish_use_subcommand -a 'install status remove'
