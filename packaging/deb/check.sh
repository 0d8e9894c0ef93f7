#!/usr/bin/env bash
# Installs the package into a fresh Debian root, uses it there, and removes it: ./packaging/deb/check.sh PACKAGE.deb
# Needs root, debootstrap and a Debian mirror (this machine's own unless DEBIAN_MIRROR names one).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/fresh_root.sh"

command -v Xvfb >/dev/null && command -v xdotool >/dev/null || fail "Install what the tests need first: packaging/setup.sh --tests."
package=$(realpath "${1:?the package}")
root=$(mktemp -d)
inside() { in_root "$root" "$@"; }
trap 'remove_root "$root"' EXIT

if command -v lintian >/dev/null; then
    say "Debian's own check of packages"
    # zstd unpacks several times as fast as xz, and the dpkg of Debian 12 and of Ubuntu read it; only Debian's archive does not.
    lintian --allow-root --fail-on error,warning --suppress-tags malformed-deb-archive "$package" >&2 || fail "lintian has complaints."
fi

fresh_root "$root"
mount_root "$root"
cp "$package" "$root/glancedesk.deb"

say "Installing the package"
inside apt-get update -q >/dev/null
began=$(date +%s)
inside apt-get install -y -q --no-install-recommends /glancedesk.deb >/tmp/glancedesk-install.log 2>&1 ||
    { tail -n 10 /tmp/glancedesk-install.log >&2; fail "The package could not be installed."; }
rm -f /tmp/glancedesk-install.log

say "One answered screenshot"
answer=$(inside glancedesk-cli ask --temperature 0 --image /usr/share/glancedesk/samples/router_red_light.png "What colour is the light?")
echo "$answer" >&2
grep -qi red <<<"$answer" || fail "The installed program did not see the red light: $answer"

say "The window, with a screenshot and a question typed into it"
python3 "$checkout/packaging/deb/first_answer.py" "$root" /usr/bin/glancedesk /usr/share/glancedesk/samples/router_red_light.png ||
    fail "The window did not answer."
say "$(($(date +%s) - began)) s from installing to the first window's answer (the bar: 60)"

inside apt-get install -y -q --no-install-recommends curl >/dev/null 2>&1 || fail "curl could not be installed."

say "A folder of pictures to a table"
inside glancedesk-cli ask --batch /usr/share/glancedesk/samples --question "What colour is the light?" --temperature 0 --max-tokens 20 --out /tmp/table.csv
[ "$(grep -c '\.png"' "$root/tmp/table.csv")" -eq "$(ls "$root"/usr/share/glancedesk/samples/*.png | wc -l)" ] || fail "The table lacks rows."

say "One served request, set up by the environment"
inside sh -c 'GLANCEDESK_PORT=8099 GLANCEDESK_CONFIG=/etc/glancedesk/server.toml glancedesk-cli serve & server=$!
    until curl -fs http://127.0.0.1:8099/health >/dev/null; do kill -0 $server || exit 1; done
    curl -fs http://127.0.0.1:8099/v1/chat/completions -H "Content-Type: application/json" \
        -d "{\"model\":\"glm-4.6v-flash\",\"max_tokens\":16,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}"; echo
    kill $server; wait $server' || fail "The installed server did not answer."

say "What a package of Debian's has"
for file in usr/share/man/man1/glancedesk{,-cli,-cuda}.1.gz usr/share/bash-completion/completions/glancedesk-{cli,cuda} usr/share/zsh/vendor-completions/_glancedesk-cli usr/share/fish/vendor_completions.d/glancedesk-cli.fish \
    usr/lib/systemd/{system,user}/glancedesk.{service,socket} \
    usr/share/applications/glancedesk.desktop usr/share/metainfo/io.github.glancedesk.metainfo.xml usr/share/doc/glancedesk/copyright \
    usr/share/doc/glancedesk/licences/torch/LICENSE.gz usr/share/doc/glancedesk/licences/{libsqlitecpp-dev,libgomp1}.copyright.gz usr/share/doc/glancedesk/licences/nvidia_cuda_{runtime,cupti}/License.txt.gz etc/glancedesk/server.toml; do
    [ -s "$root/$file" ] || fail "The package lacks $file."
done

say "A check-up, as doctor gives it"
inside glancedesk-cli doctor || fail "doctor finds a problem on a fresh server."

say "Removing it"
# As if an operator had switched the port on, for the machine and for its users, and the part for cards had been fetched.
for wanted in system/multi-user.target.wants/glancedesk.service system/sockets.target.wants/glancedesk.socket user/sockets.target.wants/glancedesk.socket; do
    mkdir -p "$(dirname "$root/etc/systemd/$wanted")"
    ln -s "/usr/lib/systemd/${wanted%%/*}/${wanted##*/}" "$root/etc/systemd/$wanted"
done
mkdir -p "$root/usr/lib/glancedesk/cuda/torch" && touch "$root/usr/lib/glancedesk/cuda/torch/library"
inside apt-get purge -y -q glancedesk >/dev/null 2>&1
left=$(find "$root/usr" "$root/etc" "$root/var/lib" \( -iname '*glancedesk*' \) -not -path '*/dpkg/*' -not -path '*/apt/*')
[ -z "$left" ] || fail "Left behind: $left"
say "Nothing is left but the user's own folder"
