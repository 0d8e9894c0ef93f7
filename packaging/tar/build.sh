#!/usr/bin/env bash
# Builds a tar that runs wherever it is unpacked, on distributions other than Debian 12: ./packaging/tar/build.sh [FOLDER]
# It holds everything but the C library; README.md says what it expects. The tar lies in FOLDER (build/package) afterwards.
# The programs are built in a folder of their own, build/shipped; GLANCEDESK_BUILT=1 packs build/release as it is.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
source "$(dirname "${BASH_SOURCE[0]}")/../licences.sh"

out=${1:-$checkout/build/package}
version=$(sed -n 's/^project(GlanceDesk VERSION \([0-9.]*\).*/\1/p' "$checkout/CMakeLists.txt")
name=glancedesk-$version-linux-$(uname -m)
work=$checkout/build/tar-root
root=$work/$name
libraries=$root/lib/glancedesk
for tool in patchelf zstd file; do
    command -v "$tool" >/dev/null || fail "Install $tool first (apt install patchelf zstd file)."
done

build_for_packing

say "Gathering the files"
rm -rf "$work"
mkdir -p "$root" "$out"
cmake --install "$built" --prefix "$root" --strip >/dev/null
rm -rf "$root/lib/systemd"
mkdir -p "$root/share/glancedesk/systemd"
cp "$checkout"/packaging/systemd/*.{service,socket} "$root/share/glancedesk/systemd/"

# Qt finds its plugins at run time, so nothing names them.
qt=$(qtpaths6 --query QT_INSTALL_PLUGINS 2>/dev/null || qmake6 -query QT_INSTALL_PLUGINS)
plugins=$libraries/plugins
for kind in platforms imageformats iconengines platforminputcontexts platformthemes xcbglintegrations tls sqldrivers printsupport \
    wayland-shell-integration wayland-decoration-client wayland-graphics-integration-client; do
    [ ! -d "$qt/$kind" ] || { mkdir -p "$plugins/$kind" && cp "$qt/$kind"/*.so "$plugins/$kind/"; }
done
# Those that need a desktop's own libraries, and databases that are not used.
rm -f "$plugins"/platformthemes/libqgtk3.so "$plugins"/platforms/lib{qeglfs,qlinuxfb,qvnc,qvkkhrdisplay,qminimal,qminimalegl}.so
rm -rf "$plugins/sqldrivers"
translations=$(qtpaths6 --query QT_INSTALL_TRANSLATIONS 2>/dev/null || qmake6 -query QT_INSTALL_TRANSLATIONS)
mkdir -p "$libraries/translations"
cp "$translations"/qtbase_{zh_CN,en}.qm "$libraries/translations/" 2>/dev/null || true
printf '[Paths]\nPrefix = ../lib/glancedesk\nPlugins = plugins\nTranslations = translations\n' >"$root/bin/qt.conf"

say "Taking the shared libraries along"
# Everything but the C library, which must be the machine's own, and what talks to its graphics driver.
machine='^(ld-linux.*|lib(c|m|dl|rt|pthread|resolv|util|nsl|anl|mvec|BrokenLocale|nss_.*)|lib(GL|EGL|GLX|OpenGL|GLdispatch|drm|gbm|vulkan|cuda))\.so\.[0-9.]+$'
resolved() { LD_LIBRARY_PATH=$libraries ldd "$@" 2>/dev/null | sed -n 's/^\t\(lib[^ ]*\) => \(\/[^ ]*\) .*/\1 \2/p' | sort -u; }
find "$root/bin" "$plugins" -type f \( -name '*.so' -o -perm -u+x \) -print0 | xargs -0 file | sed -n 's/: *ELF.*//p' >"$work/programs"
packages=()
while read -r library file; do
    [[ $library =~ $machine || $file == "$root"/* ]] && continue
    cp -L "$file" "$libraries/$library"
    packages+=("$(dpkg-query -S "$(realpath "$file")" 2>/dev/null | cut -d: -f1 || true)")
done < <(mapfile -t programs <"$work/programs" && resolved "${programs[@]}")
say "$(find "$libraries" -maxdepth 1 -name '*.so*' | wc -l) libraries"

# Each finds the others beside itself, wherever the tar lies. libtorch's own say so already.
for file in "$libraries"/*.so*; do
    case $(basename "$file") in libtorch* | libc10* | libcudart* | libcupti*) continue ;; esac
    chmod 644 "$file" && patchelf --force-rpath --set-rpath '$ORIGIN' "$file"
done
find "$plugins" -name '*.so' -exec patchelf --force-rpath --set-rpath '$ORIGIN/../..' {} \;
for program in glancedesk glancedesk-cli; do
    patchelf --force-rpath --set-rpath '$ORIGIN/../lib/glancedesk' "$root/bin/$program"
done

licences_of_wheels "$root/share/doc/glancedesk/licences"
mapfile -t packages < <(printf '%s\n' "${packages[@]}" | grep . | sort -u)
licences_of_packages "$root/share/doc/glancedesk/licences" "${compiled_in[@]}" "${beside[@]}" "${packages[@]}"
cp "$checkout/LICENSE" "$checkout/CHANGELOG.md" "$root/"
cp "$checkout/packaging/tar/README.md" "$root/"

say "Packing"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -c "$name" | zstd -q -10 -T0 -f -o "$out/$name.tar.zst"
rm -rf "$work"
say "$out/$name.tar.zst ($(du -m "$out/$name.tar.zst" | cut -f1) MB)"
