#!/usr/bin/env bash
# clang-tidy over every source of engine/, app/ and ui/, or over those that are named, with the settings at the root:
# ./packaging/tidy.sh [FILE.cpp...]
# It needs the commands of a build without precompiled headers, which hold GCC's own format.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$checkout"

configure tidy
# What Qt's moc makes, without building what stands below it.
find build/tidy -name AutogenInfo.json -exec cmake -E cmake_autogen {} RelWithDebInfo \; >/dev/null
sources=("$@")
[ $# -gt 0 ] || mapfile -t sources < <(git ls-files 'engine/*.cpp' 'app/*.cpp' 'ui/*.cpp')
printf '%s\n' "${sources[@]}" | xargs -P "$jobs" -n 4 clang-tidy -p build/tidy --quiet --extra-arg=-Wno-unknown-warning-option ||
    fail "clang-tidy found what is named above."
