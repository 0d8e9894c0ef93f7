# The image on a fresh Debian root, so that no registry is needed, in a store of its own; sourced by this folder's checks,
# after common.sh, fresh_root.sh and engine.sh.

# fresh_store WORK: nothing of this machine's own images is touched. podman and buildah find it by their environment.
fresh_store() {
    local work=$1 driver
    for driver in overlay vfs; do # where one file system can't lie over another, every layer is a copy
        printf '[storage]\ndriver = "%s"\ngraphroot = "%s"\nrunroot = "%s"\n' "$driver" "$work/store-$driver" "$work/run-$driver" >"$work/storage.conf"
        export CONTAINERS_STORAGE_CONF=$work/storage.conf
        buildah from --name probe scratch >/dev/null 2>&1 && return
    done
    fail "buildah can keep no image here: $(buildah from scratch 2>&1 | tail -n 1)"
}

# runs_containers WORK IMAGE: chooses a runtime that works here, with lower limits than podman's own, which it may not be
# allowed to set. False, with the reason in WORK/run.log, where podman can't run anything.
runs_containers() {
    local work=$1 image=$2 runtime
    export CONTAINERS_CONF=$work/containers.conf
    for runtime in crun runc; do
        command -v "$runtime" >/dev/null || continue
        printf '[containers]\ndefault_ulimits = ["nofile=4096:4096", "nproc=512:512"]\nlog_driver = "k8s-file"\n[engine]\nruntime = "%s"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n' \
            "$runtime" >"$CONTAINERS_CONF"
        podman run --rm --pull never --no-healthcheck --network host --entrypoint /bin/true "$image" 2>>"$work/run.log" && return
    done
    return 1
}

# fresh_image WORK PACKAGE TARGET
fresh_image() {
    local work=$1 package=$2 target=$3 base
    fresh_root "$work/root"
    base=$(buildah from scratch)
    tar -C "$work/root" -cf "$work/root.tar" .
    buildah add -q "$base" "$work/root.tar" / >/dev/null
    buildah commit -q "$base" localhost/glancedesk-base >/dev/null
    buildah rm "$base" >/dev/null
    rm -rf "$work/root" "$work/root.tar"

    say "Building the image ($target)"
    mkdir "$work/context"
    lay_out "$work/context" "$package"
    buildah build -q --isolation chroot --format docker --build-arg BASE=localhost/glancedesk-base --target "$target" \
        --tag localhost/glancedesk --file "$work/context/Containerfile" "$work/context" >"$work/build.log" 2>&1 ||
        { tail -n 15 "$work/build.log" >&2; fail "The image was not built."; }
    rm -rf "$work/context"
}

# remove_store WORK
remove_store() {
    podman rm --all --force --time 5 >/dev/null 2>&1 || true
    buildah rm --all >/dev/null 2>&1 || true
    umount -q "$1/store-overlay/overlay" 2>/dev/null || true
    rm -rf --one-file-system "$1"
}

# question FILE [CURL OPTION...]: asks for the colour of a sample's light; the status is printed, the answer lies in FILE.
question() {
    local file=$1
    shift
    curl -s -o "$file" -w '%{http_code}' -H 'Content-Type: application/json' --data-binary @- "$@" <<<"{\"model\":\"glm-4.6v-flash\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":[
        {\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,$(base64 -w0 "$checkout/resources/samples/router_red_light.png")\"}},
        {\"type\":\"text\",\"text\":\"What colour is the light?\"}]}]}"
}
