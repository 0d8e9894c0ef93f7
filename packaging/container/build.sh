#!/usr/bin/env bash
# Builds the image localhost/glancedesk: ./packaging/container/build.sh [--notebook] [--cuda] [PACKAGE.deb]
#   --notebook   Jupyter too: localhost/glancedesk:notebook
#   --cuda       the CUDA part too (about 3 GB)
# Without a package, packaging/deb/build.sh makes one.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

target=server tag=latest cuda=0 package=
for argument in "$@"; do
    case $argument in
        --notebook) target=notebook tag=notebook ;;
        --cuda) cuda=1 ;;
        -*) fail "Unknown argument $argument; this script's first lines list what there is." ;;
        *) package=$(realpath "$argument") ;;
    esac
done
engine=$(container_engine)
if [ -z "$package" ]; then
    "$checkout/packaging/deb/build.sh"
    package=$(ls -t "$checkout"/build/package/glancedesk_*.deb | head -n 1)
fi
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
lay_out "$context" "$package"
say "Building localhost/glancedesk:$tag with $engine"
format=()
[ "$engine" = docker ] || format=(--format docker) # the other format knows no health check
"$engine" build "${format[@]}" --target "$target" --build-arg CUDA="$cuda" --tag "localhost/glancedesk:$tag" \
    --file "$context/Containerfile" "$context"
