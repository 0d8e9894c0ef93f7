# A Debian root that nothing was done to yet; sourced by the checks of this folder's neighbours, after common.sh.

# The mirror that apt uses here, unless DEBIAN_MIRROR names one.
debian_mirror() {
    [ -z "${DEBIAN_MIRROR:-}" ] || { echo "$DEBIAN_MIRROR"; return; }
    local found
    found=$(grep -rhoE '(URIs: *|deb (\[[^]]*\] )?)https?://[^ ]+' /etc/apt/sources.list /etc/apt/sources.list.d 2>/dev/null |
        grep -oE 'https?://[^ ]+/debian/?$' | head -n 1 || true)
    echo "${found:-http://deb.debian.org/debian}"
}

# fresh_root FOLDER [RELEASE]: as little as Debian can be; apt in it is set up as it is here.
fresh_root() {
    local root=$1 release=${2:-bookworm}
    [ "$(id -u)" -eq 0 ] || fail "Run as root: a fresh root is made and entered."
    command -v debootstrap >/dev/null || fail "Install debootstrap first."
    say "Making a fresh root of Debian's $release"
    debootstrap --variant=minbase "$release" "$root" "$(debian_mirror)" >"$root.log" 2>&1 ||
        { tail -n 5 "$root.log" >&2; fail "debootstrap could not make a root; the whole of it is in $root.log."; }
    rm -f "$root.log"
    chmod 755 "$root"
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/" 2>/dev/null || true
}

# mount_root FOLDER, remove_root FOLDER: what programs in it look for; taking all of it away again.
mount_root() {
    mount -t proc proc "$1/proc"
    mkdir -p "$1/dev/shm"
    mount -t tmpfs tmpfs "$1/dev/shm"
}
remove_root() {
    umount -q "$1/proc" "$1/dev/shm" 2>/dev/null || true
    rm -rf --one-file-system "$1" "$1.log"
}

# in_root FOLDER COMMAND...: with an environment of its own and no display.
in_root() {
    local root=$1
    shift
    env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen chroot "$root" "$@"
}
