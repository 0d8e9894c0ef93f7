#!/usr/bin/env bash
# Installs what is missing, builds everything and runs every test.
#   --tidy     clang-tidy besides, which takes about as long as the build
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

tidy=false
case ${1:-} in
    --tidy) tidy=true ;;
    -h | --help)
        sed -n '2,3s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
        exit 0
        ;;
    '') ;;
    *) fail "Unknown argument $1; --help lists what there is." ;;
esac

"$checkout/packaging/setup.sh" --tests
cd "$checkout"

say "Checking the layout of the code (clang-format)"
mapfile -t sources < <(git ls-files '*.cpp' '*.h')
clang-format --dry-run --Werror "${sources[@]}" || fail "Run clang-format -i on the files named above."

say "Building (the first time takes some minutes)"
configure release
build release

say "Running the tests"
# A real browser on a busy machine fails now and then: a test that fails is run once more, and the output says so.
ctest --preset release --parallel "$jobs" --repeat until-pass:2 || fail "Tests failed; their output stands above."

if $tidy; then
    say "Checking the code (clang-tidy)"
    ./packaging/tidy.sh
fi
say "All is well."
