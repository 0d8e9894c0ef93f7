#!/usr/bin/env bash
# Installs what is missing, builds GlanceDesk and starts it.
#   ./packaging/run.sh                         opens the window
#   ./packaging/run.sh --model DIR             ... with a checkpoint folder of your own
#   ./packaging/run.sh --ask IMAGE QUESTION    answers in the terminal
#   ./packaging/run.sh --notebook              serves, and opens Jupyter with an example notebook
#   ./packaging/run.sh --serve [--port N]      serves the web page and the API; so does a machine without a display
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

model=()
ask=()
serve=false
notebook=false
port=()
while [ $# -gt 0 ]; do
    case $1 in
        --model)
            [ $# -ge 2 ] || fail "--model needs the folder of a checkpoint."
            [ -d "$2" ] || fail "There is no folder $2."
            model=(--model "$2")
            shift 2
            ;;
        --ask)
            [ $# -ge 3 ] || fail "--ask needs a picture and a question: --ask IMAGE QUESTION"
            [ -f "$2" ] || fail "There is no picture $2."
            ask=(--image "$2" "$3")
            shift 3
            ;;
        --serve)
            serve=true
            shift
            ;;
        --notebook)
            serve=true
            notebook=true
            shift
            ;;
        --port)
            [ $# -ge 2 ] || fail "--port needs a number."
            serve=true
            port=(--port "$2")
            shift 2
            ;;
        -h | --help)
            sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *) fail "Unknown argument $1; --help lists what there is." ;;
    esac
done

if [ ${#ask[@]} -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    $serve || say "There is no display here: the web page is served instead (--ask IMAGE QUESTION answers in the terminal)"
    serve=true
fi
target=glancedesk
if $serve || [ ${#ask[@]} -gt 0 ]; then
    target=glancedesk-cli
fi

"$checkout/packaging/setup.sh"
say "Building (the first time takes some minutes)"
configure release
build release "$target"

bin=$checkout/build/release/bin
if $notebook; then
    "$checkout/packaging/notebook.sh" "$bin/glancedesk-cli" "${port[1]:-8080}" "${model[@]}"
    exit
fi
if $serve; then
    exec "$bin/glancedesk-cli" serve "${model[@]}" "${port[@]}"
fi
if [ "$target" = glancedesk-cli ]; then
    exec "$bin/glancedesk-cli" ask "${model[@]}" "${ask[@]}"
fi
say "Opening the window"
exec "$bin/glancedesk" "${model[@]}"
