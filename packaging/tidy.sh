#!/usr/bin/env bash
# clang-tidy over every source of engine/, app/ and ui/, with the settings at the root.
# It needs the commands of a build without precompiled headers, which hold GCC's own format.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$checkout"

configure tidy -DGLANCEDESK_TESTS=OFF
mapfile -t generated < <(ninja -C build/tidy -t targets all | sed -n 's/^\([^ ]*_autogen\): .*/\1/p')
[ ${#generated[@]} -gt 0 ] && build tidy "${generated[@]}" >/dev/null
mapfile -t sources < <(git ls-files 'engine/*.cpp' 'app/*.cpp' 'ui/*.cpp')
printf '%s\n' "${sources[@]}" | xargs -P "$jobs" -n 4 clang-tidy -p build/tidy --quiet --extra-arg=-Wno-unknown-warning-option ||
    fail "clang-tidy found what is named above."
