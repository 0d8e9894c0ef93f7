#!/usr/bin/env bash
# Installs what building and running GlanceDesk needs: Debian packages, and libtorch out of PyPI's torch wheel into
# .deps/ of this checkout. Run again, it finds everything there and does nothing.
#   --tests     also what the tests need
# LIBTORCH=DIR uses your own libtorch (a folder with include/ and lib/).
# GLANCEDESK_CUDA=1 or 0 adds or leaves out the CUDA libraries; by default an NVIDIA card decides.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# What torch 2.11.0 was built against; its metadata names the same versions.
torch=torch==2.11.0
runtime=(nvidia-cuda-runtime==13.0.96 nvidia-cuda-cupti==13.0.85)
cuda=(nvidia-cublas==13.1.0.3 nvidia-cuda-nvrtc==13.0.88 nvidia-cudnn-cu13==9.19.0.56 nvidia-cufft==12.0.0.61
    nvidia-cufile==1.15.1.6 nvidia-curand==10.4.0.35 nvidia-cusolver==12.0.4.66 nvidia-cusparse==12.6.3.3
    nvidia-cusparselt-cu13==0.8.0 nvidia-nccl-cu13==2.28.9 nvidia-nvjitlink==13.0.88 nvidia-nvshmem-cu13==3.4.5
    nvidia-nvtx==13.0.85)

# Debian 12's own Boost is too old; a newer one stands beside it. Later releases have that from the start.
boost=libboost-dev
case $(sed -n 's/^ID=//p; s/^VERSION_ID=//p' /etc/os-release 2>/dev/null | tr -d '"' | sort | tr '\n' ' ') in "12 debian ") boost=libboost1.81-dev ;; esac

packages=(g++ cmake ninja-build pkg-config unzip python3-pip qt6-base-dev qt6-base-dev-tools qt6-tools-dev
    qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n qt6-svg-dev qt6-image-formats-plugins libgl-dev nlohmann-json3-dev
    libspdlog-dev libcli11-dev libpcre2-dev libsqlitecpp-dev libsqlite3-dev libssl-dev libjwt-dev libhiredis-dev libmd4c-dev libmd4c-html0-dev fonts-noto-cjk
    "$boost" libtomlplusplus-dev prometheus-cpp-dev libqrencode-dev libxcb1-dev libcurl4-openssl-dev qtkeychain-qt6-dev)
test_packages=(appstream ccache clang-format clang-tidy dbus-daemon libsecret-1-0 desktop-file-utils fish at-spi2-core python3-dbus systemd xvfb xauth openbox xdotool xclip imagemagick mandoc poppler-utils python3 chromium chromium-driver
    python3-selenium python3-venv curl shellcheck zsh)

install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || fail "This system has no apt-get. Install these yourself: ${missing[*]}"
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || fail "Run as root, or install these packages first: ${missing[*]}"
        as_root=(sudo)
    fi
    say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    local log
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -q &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        fail "apt-get could not install the packages; its reason stands above, the whole of it in $log."
    fi
    rm -f "$log"
}

# Installs servers for the tests. They neither start now nor with the machine; one that was there before stays as it is.
install_servers() {
    local missing=() services=() service as_root=() policy=/usr/sbin/policy-rc.d is_ours=false
    [ -x /usr/bin/redis-server ] || missing+=(redis-server)
    [ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
    [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
    [ ${#missing[@]} -eq 0 ] && return
    for service in redis-server.service clamav-daemon.service clamav-daemon.socket clamav-freshclam.service nginx.service; do
        [ -e "/lib/systemd/system/$service" ] || services+=("$service")
    done
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    if [ ! -e "$policy" ]; then
        is_ours=true
        trap '"${as_root[@]}" rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
    fi
    install_packages "${missing[@]}"
    if $is_ours; then
        "${as_root[@]}" rm -f "$policy"
        trap - EXIT
    fi
    command -v systemctl >/dev/null || return 0
    for service in "${services[@]}"; do
        [ ! -e "/lib/systemd/system/$service" ] || "${as_root[@]}" systemctl disable -q "$service" || true
    done
}

# unpack_wheels FOLDER WHEEL-SPEC...: downloads into the user's cache once, then unpacks what a program needs of them.
wheels=${XDG_CACHE_HOME:-$HOME/.cache}/glancedesk/wheels
unpack_wheels() {
    local into=$1 spec name wheel
    shift
    mkdir -p "$wheels" "$into"
    for spec in "$@"; do
        name=${spec%%==*}
        wheel=$(compgen -G "$wheels/${name//-/_}-${spec##*==}-*.whl" | head -n 1 || true)
        if [ -z "$wheel" ]; then
            say "Downloading $spec"
            local part="$wheels/.part"
            rm -rf "$part"
            python3 -m pip download -q --no-deps --only-binary=:all: --python-version 3.11 --implementation cp \
                --dest "$part" "$spec" || fail "PyPI did not give $spec: check the network (and pip's proxy), then run this again."
            mv "$part"/*.whl "$wheels/"
            rm -rf "$part"
            wheel=$(compgen -G "$wheels/${name//-/_}-${spec##*==}-*.whl" | head -n 1)
        fi
        local members=('nvidia/*')
        [ "$name" = torch ] && members=('torch/include/*' 'torch/lib/libtorch_cpu.so' 'torch/lib/libc10.so' 'torch/lib/libgomp.so.1')
        [ "$name" = torch ] && $with_cuda && members=('torch/include/*' 'torch/lib/*.so*')
        unzip -q -o "$wheel" "${members[@]}" -d "$into" || fail "$wheel is damaged: delete it and run this again."
    done
}

install_libtorch() {
    if [ -n "${LIBTORCH:-}" ]; then
        [ -f "$LIBTORCH/lib/libtorch_cpu.so" ] || fail "LIBTORCH=$LIBTORCH has no lib/libtorch_cpu.so."
        return
    fi
    local folder=$checkout/.deps/libtorch specs=("$torch" "${runtime[@]}")
    $with_cuda && specs+=("${cuda[@]}")
    [ "$(cat "$folder/.complete" 2>/dev/null)" = "${specs[*]}" ] && return
    say "Unpacking libtorch into .deps/libtorch"
    rm -rf "$folder"
    unpack_wheels "$folder" "${specs[@]}"
    echo "${specs[*]}" >"$folder/.complete"
}

# CUDA's headers that the runtime's wheel lacks, for the part of the engine that is opened where a card is; and the
# compiler of kernels, which tests run without a card.
cuda_headers=(nvidia-cuda-crt==13.0.88)
cuda_compiler=(nvidia-cuda-nvrtc==13.0.88)
install_cuda_parts() {
    local folder=$checkout/.deps/cuda specs=("${cuda_headers[@]}")
    [ "${1:-}" = --tests ] && specs+=("${cuda_compiler[@]}")
    case " $(cat "$folder/.complete" 2>/dev/null) " in *" ${specs[*]} "*) return ;; esac
    say "Unpacking ${specs[*]} into .deps/cuda"
    unpack_wheels "$folder" "${specs[@]}"
    echo "${specs[*]}" >"$folder/.complete"
}

# What the tests of the port are written with, into .deps/tests of this checkout.
python_tests=(openai==1.99.9 requests==2.32.4 schemathesis==3.39.16 hypothesis==6.115.6 nbclient==0.10.2 ipykernel==6.29.5 matplotlib==3.9.4)
# A client of others, which wants a newer openai package than the tests above.
python_clients=(llm==0.36)
# install_python_tests NAME PACKAGE...
install_python_tests() {
    local folder=$checkout/.deps/$1
    shift
    [ "$(cat "$folder/.complete" 2>/dev/null)" = "$*" ] && return
    say "Installing the Python packages of the tests into .deps/${folder##*/}"
    rm -rf "$folder"
    python3 -m venv "$folder"
    "$folder/bin/pip" install -q "$@" ||
        fail "PyPI did not give the packages of the tests: check the network (and pip's proxy), then run this again."
    echo "$*" >"$folder/.complete"
}

with_cuda=false
if [ "${GLANCEDESK_CUDA:-}" = 1 ] || { [ -z "${GLANCEDESK_CUDA:-}" ] && nvidia-smi -L >/dev/null 2>&1; }; then
    with_cuda=true
fi

install_packages "${packages[@]}"
if [ "${1:-}" = --tests ]; then
    install_packages "${test_packages[@]}"
    install_python_tests tests "${python_tests[@]}"
    install_python_tests clients "${python_clients[@]}"
fi
[ "${1:-}" = --tests ] && install_servers
install_libtorch
install_cuda_parts "${1:-}"
