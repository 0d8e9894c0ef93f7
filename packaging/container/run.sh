#!/usr/bin/env bash
# Builds what is missing and starts the port in a container: ./packaging/container/run.sh [--notebook] [--models FOLDER]
# The port is http://127.0.0.1:8080/, the notebook http://127.0.0.1:8888/; Ctrl-C ends both. Where NVIDIA's container
# runtime is, cards are handed on.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

tag=latest options=() build=()
while [ $# -gt 0 ]; do
    case $1 in
        --notebook)
            tag=notebook build=(--notebook)
            options+=(--publish 127.0.0.1:8888:8888)
            shift
            ;;
        --models)
            [ -d "${2:-}" ] || fail "--models needs the folder that holds a model's folder."
            options+=(--volume "$(realpath "$2"):/models:ro")
            shift 2
            ;;
        *) fail "Unknown argument $1; this script's first lines list what there is." ;;
    esac
done
engine=$(container_engine)
if nvidia-smi -L >/dev/null 2>&1; then
    build+=(--cuda)
    if [ "$engine" = docker ]; then options+=(--gpus all); else options+=(--device nvidia.com/gpu=all); fi
fi
"$engine" image inspect "localhost/glancedesk:$tag" >/dev/null 2>&1 || "$checkout/packaging/container/build.sh" "${build[@]}"
exec "$engine" run --rm --name glancedesk --publish 127.0.0.1:8080:8080 --volume glancedesk-data:/data --read-only --tmpfs /tmp \
    --cap-drop all --security-opt no-new-privileges "${options[@]}" "localhost/glancedesk:$tag"
