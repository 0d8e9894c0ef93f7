#!/usr/bin/env bash
# Builds the Debian package: ./packaging/deb/build.sh [FOLDER]; the package lies in FOLDER (build/package) afterwards.
# The programs are built in a folder of their own, build/shipped; GLANCEDESK_BUILT=1 packs build/release as it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../licences.sh"

out=${1:-$checkout/build/package}
version=$(sed -n 's/^project(GlanceDesk VERSION \([0-9.]*\).*/\1/p' "$checkout/CMakeLists.txt")
architecture=$(dpkg --print-architecture)
root=$checkout/build/package-root

# The newest version's part of CHANGELOG.md in the form of Debian's.
debian_changelog() {
    local dated
    dated=$(git -C "$checkout" log -1 --format=%aD -- CHANGELOG.md 2>/dev/null || true)
    printf 'glancedesk (%s) unstable; urgency=medium\n\n' "$version"
    sed -n '/^## /,$p' "$checkout/CHANGELOG.md" | sed '1d; /^## /,$d' |
        awk '/^- / { if (line) print line; line = substr($0, 3); next } NF { sub(/^ +/, ""); line = line " " $0 } END { print line }' |
        while read -r entry; do fold -s -w 74 <<<"$entry" | sed -e '1s/^/  * /' -e '2,$s/^/    /' -e 's/ *$//'; done
    printf '\n -- The GlanceDesk developers <developers@glancedesk.invalid>  %s\n' "${dated:-$(date -R -r "$checkout/CHANGELOG.md")}"
}

build_for_packing

say "Gathering the files"
rm -rf "$root"
mkdir -p "$root/DEBIAN" "$out"
DESTDIR=$root cmake --install "$built" --prefix /usr --strip >/dev/null
gzip -9n "$root"/usr/share/man/man1/*.1
install -Dm644 "$checkout/packaging/deb/copyright" "$root/usr/share/doc/glancedesk/copyright"
debian_changelog | gzip -9nc >"$root/usr/share/doc/glancedesk/changelog.gz"
install -Dm644 "$checkout/packaging/deb/lintian-overrides" "$root/usr/share/lintian/overrides/glancedesk"
licences_of_wheels "$root/usr/share/doc/glancedesk/licences"
licences_of_packages "$root/usr/share/doc/glancedesk/licences" "${compiled_in[@]}" "${beside[@]}"
# An operator's settings stay over upgrades.
install -Dm644 "$checkout/packaging/server.toml" "$root/etc/glancedesk/server.toml"
echo /etc/glancedesk/server.toml >"$root/DEBIAN/conffiles"
install -m755 "$checkout"/packaging/deb/{postinst,prerm,postrm} "$root/DEBIAN/"
find "$root" -type d -exec chmod 755 {} +

# What the programs link, by the packages that hold it; libtorch is our own.
depends=$(
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir "$work/debian"
    printf 'Source: glancedesk\n\nPackage: glancedesk\nArchitecture: any\n' >"$work/debian/control"
    cd "$work"
    dpkg-shlibdeps -O --ignore-missing-info -l"$root/usr/lib/glancedesk" "$root"/usr/bin/glancedesk{,-cli} "$root"/usr/lib/glancedesk/libtorch_cpu.so 2>/dev/null |
        sed -n 's/^shlibs:Depends=//p'
)
[ -n "$depends" ] || fail "dpkg-shlibdeps could not tell what the programs need."
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" -e "s/@DEPENDS@/$depends/" \
    -e "s/@SIZE@/$(du -sk --exclude=DEBIAN "$root" | cut -f1)/" "$checkout/packaging/deb/control" >"$root/DEBIAN/control"
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"

package=$out/glancedesk_${version}_$architecture.deb
say "Packing (about a minute)"
dpkg-deb --root-owner-group -Zzstd -z10 --build "$root" "$package" >/dev/null
say "$package ($(du -m "$package" | cut -f1) MB)"
