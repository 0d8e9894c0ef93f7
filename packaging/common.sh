# Shared by the scripts of this folder; sourced, never run. Says what is done and fails with one clear line.
say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
fail() {
    printf 'GlanceDesk: %s\n' "$*" >&2
    exit 1
}

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=${GLANCEDESK_JOBS:-$(nproc)}

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
