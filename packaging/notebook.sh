#!/usr/bin/env bash
# Serves and opens Jupyter beside it; run.sh --notebook calls it: notebook.sh PROGRAM PORT [--model DIR]
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

program=$1
port=$2
shift 2
jupyter_port=${GLANCEDESK_JUPYTER_PORT:-8888}
mapfile -t packages <"$checkout/packaging/notebook.txt"
folder=$checkout/.deps/notebook
if [ "$(cat "$folder/.complete" 2>/dev/null)" != "${packages[*]}" ]; then
    python3 -m venv --help >/dev/null 2>&1 || fail "Install python3-venv first (apt install python3-venv)."
    say "Installing Jupyter into .deps/notebook"
    rm -rf "$folder"
    python3 -m venv "$folder" || fail "Install python3-venv first (apt install python3-venv)."
    "$folder/bin/pip" install -q "${packages[@]}" ||
        fail "PyPI did not give Jupyter: check the network (and pip's proxy), then run this again."
    echo "${packages[*]}" >"$folder/.complete"
fi

"$program" serve --port "$port" "$@" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
say "The port: http://127.0.0.1:$port/    the notebook: http://127.0.0.1:$jupyter_port/notebooks/quickstart.ipynb (its token stands below)"
cd "$checkout/resources/examples"
# A copy of one's own: what is tried there should not change the example.
work=${XDG_DATA_HOME:-$HOME/.local/share}/glancedesk/notebook
mkdir -p "$work"
[ -e "$work/quickstart.ipynb" ] || cp quickstart.ipynb "$work/"
export GLANCEDESK_URL=http://127.0.0.1:$port GLANCEDESK_PICTURES=$checkout/resources/samples
root=()
[ "$(id -u)" -ne 0 ] || root=(--allow-root)
"$folder/bin/jupyter" notebook --no-browser --ip 127.0.0.1 --port "$jupyter_port" --notebook-dir "$work" "${root[@]}"
