#!/usr/bin/env bash
# Installs the package into a fresh Debian root, uses it there, and removes it: ./packaging/deb/check.sh PACKAGE.deb
# Needs root, debootstrap and a Debian mirror (this machine's own unless DEBIAN_MIRROR names one).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"

package=$(realpath "${1:?the package}")
[ "$(id -u)" -eq 0 ] || fail "Run as root: a fresh root is made and entered."
command -v debootstrap >/dev/null || fail "Install debootstrap first."
mirror=${DEBIAN_MIRROR:-$(grep -rhoE '(URIs: *|deb (\[[^]]*\] )?)https?://[^ ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
    grep -oE 'https?://[^ ]+/debian/?$' | head -n 1 || true)}
root=$(mktemp -d)
inside() { env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen chroot "$root" "$@"; }
clean() {
    umount -q "$root/proc" "$root/dev/shm" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap clean EXIT

say "Making a fresh Debian 12 root"
debootstrap --variant=minbase bookworm "$root" "${mirror:-http://deb.debian.org/debian}" >"$root.log" 2>&1 ||
    { tail -n 5 "$root.log" >&2; fail "debootstrap could not make a root; the whole of it is in $root.log."; }
rm -f "$root.log"
cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm" && mount -t tmpfs tmpfs "$root/dev/shm"
cp "$package" "$root/glancedesk.deb"

say "Installing the package"
began=$(date +%s)
inside apt-get update -q >/dev/null
inside apt-get install -y -q --no-install-recommends /glancedesk.deb curl procps >/tmp/glancedesk-install.log 2>&1 ||
    { tail -n 10 /tmp/glancedesk-install.log >&2; fail "The package could not be installed."; }
rm -f /tmp/glancedesk-install.log

say "One answered screenshot"
answer=$(inside glancedesk-cli ask --temperature 0 --image /usr/share/glancedesk/samples/router_red_light.png "What colour is the light?")
echo "$answer" >&2
grep -qi red <<<"$answer" || fail "The installed program did not see the red light: $answer"

say "The window, with a screenshot attached"
inside sh -c 'timeout 60 glancedesk --data /tmp/data /usr/share/glancedesk/samples/router_red_light.png & until grep -q Loaded /tmp/data/logs/*.log 2>/dev/null; do kill -0 $! || exit 1; done; kill $!' ||
    fail "The window did not come up with the demo model."
say "$(($(date +%s) - began)) s from installing to the first window with its model"

say "One served request"
inside sh -c 'glancedesk-cli serve --port 8099 & server=$!
    until curl -fs http://127.0.0.1:8099/health >/dev/null; do kill -0 $server || exit 1; done
    curl -fs http://127.0.0.1:8099/v1/chat/completions -H "Content-Type: application/json" \
        -d "{\"model\":\"glm-4.6v-flash\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"; echo
    kill $server; wait $server' || fail "The installed server did not answer."

say "A check-up, as doctor gives it"
inside glancedesk-cli doctor || true

say "Removing it"
inside apt-get purge -y -q glancedesk >/dev/null 2>&1
left=$(find "$root/usr" "$root/etc" "$root/var/lib" \( -iname '*glancedesk*' \) -not -path '*/dpkg/*' -not -path '*/apt/*')
[ -z "$left" ] || fail "Left behind: $left"
say "Nothing is left but the user's own folder"
