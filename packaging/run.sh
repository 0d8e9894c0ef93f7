#!/usr/bin/env bash
# Installs what is missing, builds GlanceDesk and starts it.
#   ./packaging/run.sh                         opens the window
#   ./packaging/run.sh --model DIR             ... with a checkpoint folder of your own
#   ./packaging/run.sh --ask IMAGE QUESTION    answers in the terminal
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

model=()
ask=()
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
        -h | --help)
            sed -n '2,5s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
            exit 0
            ;;
        *) fail "Unknown argument $1; --help lists what there is." ;;
    esac
done

if [ ${#ask[@]} -gt 0 ]; then
    target=glancedesk-cli
elif [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    target=glancedesk
else
    fail "There is no display here. Ask in the terminal instead: ./packaging/run.sh --ask IMAGE QUESTION"
fi

"$checkout/packaging/setup.sh"
say "Building (the first time takes some minutes)"
configure release
build release "$target"

bin=$checkout/build/release/bin
if [ "$target" = glancedesk-cli ]; then
    exec "$bin/glancedesk-cli" ask "${model[@]}" "${ask[@]}"
fi
say "Opening the window"
exec "$bin/glancedesk" "${model[@]}"
