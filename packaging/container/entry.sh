#!/bin/bash
# Starts the port in a container: entry.sh [serve | notebook | any other command of glancedesk-cli].
set -euo pipefail
fail() {
    printf 'GlanceDesk: %s\n' "$*" >&2
    exit 1
}

# The one model on the volume, unless GLANCEDESK_MODEL names one; without any the demo answers.
choose_model() {
    [ -z "${GLANCEDESK_MODEL:-}" ] || return 0
    local found=() config
    for config in /models/config.json /models/*/config.json; do
        [ -f "$config" ] && found+=("$(dirname "$config")")
    done
    case ${#found[@]} in
        0) echo "There is no model on /models: the demo model answers." >&2 ;;
        1) export GLANCEDESK_MODEL=${found[0]} ;;
        *) fail "/models holds several models (${found[*]}): choose one by GLANCEDESK_MODEL." ;;
    esac
}

# The port is open to others here, so it needs a key. The first one is made once, and is never in a log.
make_key() {
    local keys=${GLANCEDESK_AUTH_KEYS_FILE:-}
    [ "$keys" = /data/keys.json ] && [ ! -e "$keys" ] || return 0
    [ -w /data ] || fail "/data cannot be written by user $(id -u): change the volume's owner (chown $(id -u) FOLDER)."
    umask 077
    glancedesk-cli keys --file "$keys" add first >/data/first_key.part 2>/dev/null || fail "The first key could not be made."
    mv /data/first_key.part /data/first_key
    echo "An API key was made; read it by: cat /data/first_key (inside the container)." >&2
}

# Jupyter beside the port. When one ends, so does the other.
serve_with_notebook() {
    [ -x /opt/notebook/bin/jupyter ] || fail "This image has no notebook: build it with build.sh --notebook."
    mkdir -p /data/notebook
    [ -e /data/notebook/quickstart.ipynb ] || cp /usr/share/glancedesk/examples/quickstart.ipynb /data/notebook/
    export GLANCEDESK_PICTURES=/usr/share/glancedesk/samples GLANCEDESK_URL=http://127.0.0.1:${GLANCEDESK_PORT:-8080}
    [ -r /data/first_key ] && GLANCEDESK_KEY=$(cat /data/first_key) && export GLANCEDESK_KEY
    glancedesk-cli serve "$@" &
    local server=$!
    /opt/notebook/bin/jupyter notebook --no-browser --ip 0.0.0.0 --port "${GLANCEDESK_JUPYTER_PORT:-8888}" --notebook-dir /data/notebook &
    local notebook=$!
    trap 'kill "$server" "$notebook" 2>/dev/null || true' TERM INT
    wait -n "$server" "$notebook" || true
    kill "$server" "$notebook" 2>/dev/null || true
    wait "$server" "$notebook" || true
}

command=${1:-serve}
[ $# -eq 0 ] || shift
case $command in
    serve | notebook)
        choose_model
        make_key
        [ "$command" = notebook ] || exec glancedesk-cli serve "$@"
        serve_with_notebook "$@"
        ;;
    *) exec glancedesk-cli "$command" "$@" ;;
esac
