#!/usr/bin/env bash
# Unpacks the tar into fresh roots of another Debian release than it was built on and asks there once: check.sh TAR [RELEASE]
# Needs root, debootstrap, zstd and a Debian mirror.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../deb/fresh_root.sh"

archive=$(realpath "${1:?the tar}")
root=$(mktemp -d)
inside() { in_root "$root" "$@"; }
trap 'remove_root "$root"' EXIT
fresh_root "$root" "${2:-trixie}"
mount_root "$root"
inside apt-get update -q >/dev/null
# What its README names, and nothing of Qt's.
inside apt-get install -y -q --no-install-recommends libgl1 libopengl0 libegl1 libglx0 >"$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; fail "No libGL."; }
[ -z "$(inside sh -c 'ls /usr/lib/*/libQt6* 2>/dev/null')" ] || fail "The fresh root has Qt, so this would prove nothing."

mkdir "$root/opt/somewhere else"
tar --zstd -C "$root/opt/somewhere else" -xf "$archive"
folder=$(cd "$root" && echo opt/somewhere\ else/glancedesk-*)
say "One answered screenshot"
answer=$(inside "/$folder/bin/glancedesk-cli" ask --temperature 0 --image "/$folder/share/glancedesk/samples/router_red_light.png" "What colour is the light?")
echo "$answer" >&2
grep -qi red <<<"$answer" || fail "It did not see the red light: $answer"

say "The window, with a screenshot and a question typed into it"
python3 "$checkout/packaging/deb/first_answer.py" "$root" "/$folder/bin/glancedesk" "/$folder/share/glancedesk/samples/router_red_light.png" ||
    fail "The window did not answer."

say "What X11's plugin needs is there"
missing=$(inside sh -c "find '/$folder' -name '*.so*' -type f -exec ldd {} + 2>/dev/null | grep 'not found' | grep -v -E 'libcuda|libtorch_cuda|libc10_cuda' | sort -u")
[ -z "$missing" ] || fail "Not inside and not named in README.md: $missing"
say "It runs there: $(inside sed -n 's/^PRETTY_NAME=//p' /etc/os-release)"
