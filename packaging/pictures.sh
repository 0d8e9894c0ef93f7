#!/usr/bin/env bash
# Pictures of every window, to look at, in Chinese and English, light and dark; then those that the README shows, by the
# real program with the bundled model. Needs what setup.sh --tests installs.
#   ./packaging/pictures.sh [FOLDER]    every window goes to FOLDER (build/pictures)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

folder=${1:-$checkout/build/pictures}
configure release
build release glancedesk gallery
QT_QPA_PLATFORM=offscreen "$checkout/build/release/tests/gallery" "$folder"
python3 -B "$checkout/tests/end_to_end/take_pictures.py" "$checkout/build/release/bin" "$checkout"
for language in en zh; do
  cp "$folder/${language}_light_models0.png" "$checkout/resources/pictures/models_$language.png"
done
