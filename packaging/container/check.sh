#!/usr/bin/env bash
# Builds the image on a fresh Debian root, so that no registry is needed, starts it and uses it:
#   ./packaging/container/check.sh PACKAGE.deb [--notebook]
# Needs root, debootstrap, buildah and podman. Where podman can't run containers, buildah runs the steps in a chroot.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../deb/fresh_root.sh"
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"
source "$(dirname "${BASH_SOURCE[0]}")/fresh_image.sh"

package=$(realpath "${1:?the package}")
target=server command=serve
[ "${2:-}" != --notebook ] || target=notebook command=notebook
command -v buildah >/dev/null && command -v podman >/dev/null || fail "Install buildah and podman first."
work=$(mktemp -d)
name=glancedesk-check-$$
data=$work/data
clean() {
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    remove_store "$work"
}
trap clean EXIT
fresh_store "$work"
fresh_image "$work" "$package" "$target"
described=$(buildah inspect --type image localhost/glancedesk)
for word in '"10001"' Healthcheck 8080/tcp /models; do
    grep -q "$word" <<<"$described" || fail "The image does not say $word."
done

mkdir "$data"
chown 10001 "$data"
port=8097 jupyter=8098
say "Starting it, read-only and without privileges"
if runs_containers "$work" localhost/glancedesk; then
    flags=(--pull never --network host --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges --no-healthcheck
        --volume "$data:/data" --env "GLANCEDESK_PORT=$port" --env "GLANCEDESK_JUPYTER_PORT=$jupyter")
    inside() { podman exec "$name" "$@"; }
    podman run --detach --name "$name" "${flags[@]}" localhost/glancedesk >/dev/null
    alive() { [ "$(podman inspect --format '{{.State.Running}}' "$name")" = true ]; }
    finish() { podman stop --time 30 "$name" >/dev/null; podman inspect --format '{{.State.ExitCode}}' "$name"; }
    logs() { podman logs "$name" 2>&1; }
else
    say "podman runs nothing here ($(tail -n 1 "$work/run.log")); buildah runs it in a chroot instead"
    working=$(buildah from localhost/glancedesk)
    inside() { buildah run --isolation chroot --volume "$data:/data" --env GLANCEDESK_PORT=$port --env GLANCEDESK_JUPYTER_PORT=$jupyter "$working" -- "$@"; }
    inside /usr/local/lib/glancedesk/entry.sh "$command" >"$work/server.log" 2>&1 &
    server=$!
    alive() { kill -0 "$server" 2>/dev/null; }
    finish() { pkill -TERM -P "$server" -f entry.sh || kill "$server"; wait "$server" && echo 0 || echo $?; }
    logs() { cat "$work/server.log"; }
fi
until inside /usr/local/lib/glancedesk/health.sh 2>/dev/null; do
    alive || { logs >&2; fail "The container ended."; }
done
say "It is well, by its own health check"

[ "$(inside id -u)" = 10001 ] || fail "It runs as $(inside id -u)."
key=$(cat "$data/first_key")
[ "$(stat -c %a "$data/first_key")" = 600 ] || fail "The first key can be read by others."
[[ $(logs) != *"$key"* ]] || fail "The key stands in the log."
address=http://127.0.0.1:$port/v1/chat/completions
[ "$(question "$work/answer" "$address")" = 401 ] || fail "It answered without a key: $(cat "$work/answer")"
[ "$(question "$work/answer" "$address" -H "Authorization: Bearer $key")" = 200 ] || fail "It did not answer: $(cat "$work/answer")"
grep -qi red "$work/answer" || fail "It did not see the red light: $(cat "$work/answer")"
say "One answered request: $(grep -o '"content":"[^"]*"' "$work/answer")"

if [ "$target" = notebook ]; then
    until curl -fs "http://127.0.0.1:$jupyter/api" >"$work/answer"; do
        alive || { logs >&2; fail "The notebook did not come up."; }
    done
    [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$jupyter/api/contents/quickstart.ipynb")" = 403 ] ||
        fail "The notebook opens without its token."
    [[ $(logs) == *"token="* ]] || fail "The notebook's token is not told."
    say "Jupyter answers: $(cat "$work/answer")"
fi

code=$(finish)
[ "$code" = 0 ] || { logs >&2; fail "It ended with $code instead of 0."; }
[ -s "$data/keys.json" ] && [ -d "$data/glancedesk" ] || fail "Its data is not on the volume."
say "It ended by itself when it was told to, and left its data on the volume"
