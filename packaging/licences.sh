# Licences of what a package holds; sourced, after common.sh.

wheels=${XDG_CACHE_HOME:-$HOME/.cache}/glancedesk/wheels
# In the programs themselves: headers and static libraries, by the Debian packages that hold them.
compiled_in=(nlohmann-json3-dev libcli11-dev libsqlitecpp-dev
    "$(dpkg-query -S /usr/include/boost/version.hpp 2>/dev/null | cut -d: -f1 || true)")
# GCC's OpenMP, which comes with libtorch: GPL with the exception that lets anybody link it.
beside=(libgomp1)

# licences_of_wheels FOLDER: PyTorch's own (with all that it is made of) and NVIDIA's, out of their wheels.
licences_of_wheels() {
    local folder=$1 name wheel
    for name in torch-2 nvidia_cuda_runtime nvidia_cuda_cupti; do
        wheel=$(compgen -G "$wheels/$name*.whl" | head -n 1 || true)
        [ -n "$wheel" ] || fail "The wheel of $name is not in $wheels, so its licence can't be taken along: run packaging/setup.sh without LIBTORCH."
        mkdir -p "$folder/$name"
        unzip -q -j -o "$wheel" '*.dist-info/licenses/*' -d "$folder/$name" || fail "$wheel holds no licence."
        gzip -9nf "$folder/$name"/*
    done
    mv "$folder/torch-2" "$folder/torch"
}

# licences_of_packages FOLDER PACKAGE...: Debian's copyright files.
licences_of_packages() {
    local folder=$1 package
    shift
    mkdir -p "$folder"
    for package in "$@"; do
        cp -L "/usr/share/doc/$package/copyright" "$folder/$package.copyright" || fail "$package has no copyright file."
    done
    gzip -9nf "$folder"/*.copyright
}
