#!/usr/bin/env bash
# Starts the image by compose.yaml itself, as an operator does, uses it, and takes it down and up again:
#   ./packaging/container/compose_check.sh PACKAGE.deb
# Needs root, debootstrap, buildah, podman, podman-compose and a free port 8080.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../deb/fresh_root.sh"
source "$(dirname "${BASH_SOURCE[0]}")/engine.sh"
source "$(dirname "${BASH_SOURCE[0]}")/fresh_image.sh"

package=$(realpath "${1:?the package}")
command -v buildah >/dev/null && command -v podman >/dev/null && command -v podman-compose >/dev/null ||
    fail "Install buildah, podman and podman-compose first."
! curl -s -o /dev/null http://127.0.0.1:8080/ || fail "Port 8080 is taken, and compose.yaml publishes it."
work=$(mktemp -d)
files=(-f "$checkout/packaging/container/compose.yaml" -f "$work/here.yaml")
compose() { podman-compose -p glancedesk-check "${files[@]}" "$@" >>"$work/compose.log" 2>&1; }
container=glancedesk-check_glancedesk_1
clean() {
    compose down || true
    remove_store "$work"
}
trap clean EXIT
fresh_store "$work"
fresh_image "$work" "$package" server
runs_containers "$work" localhost/glancedesk || fail "podman runs nothing here: $(tail -n 1 "$work/run.log")"
# podman's health checks are timers of systemd's, which may not run here: this script asks health.sh itself.
printf 'services:\n  glancedesk:\n    healthcheck: {disable: true}\n' >"$work/here.yaml"
# A model on a volume, chosen by a variable, beside another one.
mkdir -p "$work/models"
cp -r "$checkout/resources/models/demo" "$work/models/first"
cp -r "$checkout/resources/models/demo" "$work/models/second"
export GLANCEDESK_MODELS=$work/models GLANCEDESK_MODEL=/models/second GLANCEDESK_MEMORY=4g

up() {
    compose up -d || { tail -n 5 "$work/compose.log" >&2; fail "compose did not start it."; }
    until podman exec "$container" /usr/local/lib/glancedesk/health.sh 2>/dev/null; do
        [ "$(podman inspect --format '{{.State.Running}}' "$container")" = true ] || { podman logs "$container" >&2; fail "The container ended."; }
    done
}
say "compose up"
up
[ "$(podman exec "$container" id -u)" = 10001 ] || fail "It does not run as its own user."
! podman exec "$container" touch /usr/share/glancedesk/new 2>/dev/null || fail "Its file system can be written."
[ "$(podman inspect --format '{{.HostConfig.Memory}}' "$container")" = 4294967296 ] || fail "The memory limit does not hold."
[[ $(podman logs "$container" 2>&1) == *"Ready: second"* ]] || { podman logs "$container" >&2; fail "It took another model."; }
key=$(podman exec "$container" cat /data/first_key)
address=http://127.0.0.1:8080/v1/chat/completions
[ "$(question "$work/answer" "$address")" = 401 ] || fail "It answered without a key: $(cat "$work/answer")"
[ "$(question "$work/answer" "$address" -H "Authorization: Bearer $key")" = 200 ] || fail "It did not answer: $(cat "$work/answer")"
grep -qi red "$work/answer" || fail "It did not see the red light: $(cat "$work/answer")"
say "Through the published port: $(grep -o '"content":"[^"]*"' "$work/answer")"

say "compose stop, down and up again"
compose stop
code=$(podman inspect --format '{{.State.ExitCode}}' "$container")
[ "$code" = 0 ] || fail "It ended with $code instead of 0."
compose down
up
[ "$(podman exec "$container" cat /data/first_key)" = "$key" ] || fail "The key did not outlive the container."
[ "$(question "$work/answer" "$address" -H "Authorization: Bearer $key" -D "$work/head")" = 200 ] || fail "The old key opens nothing: $(cat "$work/answer")"
grep -qi '^x-glancedesk-cache: hit' "$work/head" || fail "The cache did not outlive the container."
say "Keys and cache outlived the container"

podman-compose -p glancedesk-check --dry-run -f "$checkout/packaging/container/compose.yaml" -f "$checkout/packaging/container/compose.notebook.yaml" \
    up -d >"$work/said" 2>&1 || { tail -n 5 "$work/said" >&2; fail "compose.notebook.yaml can't be read."; }
grep -q -- '-p 127.0.0.1:8888:8888 .*localhost/glancedesk:notebook' "$work/said" || fail "compose.notebook.yaml does not add Jupyter."
say "compose.notebook.yaml adds Jupyter (read, not run)"
