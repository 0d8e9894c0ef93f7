#!/usr/bin/env bash
# Builds the image on a fresh Debian root, so that no registry is needed, starts it and uses it:
#   ./packaging/container/check.sh PACKAGE.deb [--notebook]
# Needs root, debootstrap, buildah and podman. Where podman can't run containers, buildah runs the steps in a chroot.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../deb/fresh_root.sh"
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"

package=$(realpath "${1:?the package}")
target=server command=serve
[ "${2:-}" != --notebook ] || target=notebook command=notebook
command -v buildah >/dev/null && command -v podman >/dev/null || fail "Install buildah and podman first."
work=$(mktemp -d)
# A store of its own: nothing of this machine's images is touched.
store=(--storage-driver overlay --root "$work/store" --runroot "$work/run")
# Where one file system can't lie over another, every layer is a copy.
buildah "${store[@]}" from --name probe scratch >/dev/null 2>&1 || store=(--storage-driver vfs --root "$work/store-vfs" --runroot "$work/run-vfs")
name=glancedesk-check-$$
data=$work/data
clean() {
    podman "${store[@]}" rm --force --time 5 "$name" >/dev/null 2>&1 || true
    [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
    buildah "${store[@]}" rm --all >/dev/null 2>&1 || true
    umount -q "$work/store/overlay" 2>/dev/null || true
    rm -rf --one-file-system "$work"
}
trap clean EXIT

fresh_root "$work/root"
base=$(buildah "${store[@]}" from scratch)
tar -C "$work/root" -cf "$work/root.tar" .
buildah "${store[@]}" add -q "$base" "$work/root.tar" / >/dev/null
buildah "${store[@]}" commit -q "$base" localhost/glancedesk-base >/dev/null
buildah "${store[@]}" rm "$base" >/dev/null
rm -rf "$work/root" "$work/root.tar"

say "Building the image ($target)"
mkdir "$work/context" "$data"
lay_out "$work/context" "$package"
buildah "${store[@]}" build -q --isolation chroot --format docker --build-arg BASE=localhost/glancedesk-base --target "$target" \
    --tag localhost/glancedesk --file "$work/context/Containerfile" "$work/context" >"$work/build.log" 2>&1 ||
    { tail -n 15 "$work/build.log" >&2; fail "The image was not built."; }
described=$(buildah "${store[@]}" inspect --type image localhost/glancedesk)
for word in '"10001"' Healthcheck 8080/tcp /models; do
    grep -q "$word" <<<"$described" || fail "The image does not say $word."
done

chown 10001 "$data"
port=8097 jupyter=8098
say "Starting it, read-only and without privileges"
# Lower limits than podman's own, which it may not be allowed to set; and no timer of systemd's for the health.
limits=(--ulimit nofile=4096:4096 --ulimit nproc=512:512 --no-healthcheck)
flags=(--pull never --network host --read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges
    --volume "$data:/data" --env GLANCEDESK_PORT=$port --env GLANCEDESK_JUPYTER_PORT=$jupyter "${limits[@]}")
runtime=()
for one in crun runc; do
    command -v "$one" >/dev/null || continue
    podman "${store[@]}" --runtime "$one" run --rm "${flags[@]}" --entrypoint /bin/true localhost/glancedesk 2>>"$work/run.log" &&
        { runtime=(--runtime "$one"); break; }
done
if [ ${#runtime[@]} -gt 0 ]; then
    inside() { podman "${store[@]}" "${runtime[@]}" exec "$name" "$@"; }
    podman "${store[@]}" "${runtime[@]}" run --detach --name "$name" "${flags[@]}" localhost/glancedesk >/dev/null
    alive() { [ "$(podman "${store[@]}" inspect --format '{{.State.Running}}' "$name")" = true ]; }
    finish() { podman "${store[@]}" stop --time 30 "$name" >/dev/null; podman "${store[@]}" inspect --format '{{.State.ExitCode}}' "$name"; }
    logs() { podman "${store[@]}" logs "$name" 2>&1; }
else
    say "podman runs nothing here ($(tail -n 1 "$work/run.log")); buildah runs it in a chroot instead"
    working=$(buildah "${store[@]}" from localhost/glancedesk)
    inside() { buildah "${store[@]}" run --isolation chroot --volume "$data:/data" --env GLANCEDESK_PORT=$port --env GLANCEDESK_JUPYTER_PORT=$jupyter "$working" -- "$@"; }
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
ask() {
    curl -s -o "$work/answer" -w '%{http_code}' "http://127.0.0.1:$port/v1/chat/completions" -H 'Content-Type: application/json' "$@" \
        --data-binary @- <<<"{\"model\":\"glm-4.6v-flash\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":[
        {\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,$(base64 -w0 "$checkout/resources/samples/router_red_light.png")\"}},
        {\"type\":\"text\",\"text\":\"What colour is the light?\"}]}]}"
}
[ "$(ask)" = 401 ] || fail "It answered without a key: $(cat "$work/answer")"
[ "$(ask -H "Authorization: Bearer $key")" = 200 ] || fail "It did not answer: $(cat "$work/answer")"
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
