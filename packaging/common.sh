# Shared by the scripts of this folder; sourced, never run. Says what is done and fails with one clear line.
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() {
    printf 'GlanceDesk: %s\n' "$*" >&2
    exit 1
}

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${GLANCEDESK_JOBS:-$(nproc)}

# Where ccache is, a second build, in this checkout or another one, takes a fraction of the first. A launcher that was
# chosen already stays.
if [ -z "${CMAKE_CXX_COMPILER_LAUNCHER:-}" ] && command -v ccache >/dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=ccache CCACHE_BASEDIR=$checkout
    export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
fi

# configure PRESET [CMAKE ARGUMENT...]: costs nothing when nothing changed.
configure() {
    local preset=$1 log
    shift
    log=$(mktemp)
    if ! cmake --preset "$preset" -S "$checkout" "$@" >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        fail "CMake could not set up build/$preset; the reason stands above."
    fi
    rm -f "$log"
}

# build PRESET [TARGET...]
build() {
    local preset=$1
    shift
    cmake --build "$checkout/build/$preset" --parallel "$jobs" ${1+--target "$@"} >&2 ||
        fail "The build stopped; the compiler's message stands above."
}

# build_for_packing: sets `built` to the folder that `cmake --install` packs, a build of its own without tests.
# GLANCEDESK_BUILT=1 takes build/release as it is.
build_for_packing() {
    if [ -n "${GLANCEDESK_BUILT:-}" ]; then
        built=$checkout/build/release
        [ -x "$built/bin/glancedesk" ] && [ -x "$built/bin/glancedesk-cli" ] || fail "GLANCEDESK_BUILT is set, but build/release holds no programs."
        return
    fi
    built=$checkout/build/shipped
    "$checkout/packaging/setup.sh"
    say "Building the programs in build/shipped (the first time takes some minutes)"
    configure shipped
    build shipped
}
